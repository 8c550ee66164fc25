-- What is changed in a published answer is checked like an answer: in a term of its own, told once when it has
-- passed; and its words are flagged for whoever checks them.
alter table case_answer_changes
  -- The term and how the deadline came about.
  add column clock jsonb,
  add column due_at timestamptz,
  add column late_told boolean not null default false;
create index case_answer_changes_due on case_answer_changes (region_id, due_at)
  where state = 'waiting' and not late_told;
alter table case_flags drop constraint case_flags_place_check;
alter table case_flags add constraint case_flags_place_check
  check (place in ('story', 'answer', 'proposal', 'change'));

-- The colleague who keeps what an interim answer promises, where one was chosen; the public reads name and post.
alter table case_proposals add column owner_id uuid;
