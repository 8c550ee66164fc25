-- An answer is drafted and agreed inside the clinic, signed by its head or whoever may sign for the head,
-- and what it promises becomes a task that everybody sees until its author has been asked.

-- Versions of an answer before anybody outside the clinic sees one.
create table case_answer_drafts (
  region_id text not null,
  case_id uuid not null,
  id uuid not null,
  version integer not null,
  round integer not null,
  -- Of all versions of one answer the same: what it will be called once signed; its photos hang on it.
  answer_id uuid not null,
  -- The clinic that wrote it: another one, to which the case goes, never sees it.
  clinic_id uuid not null,
  state text not null check (state in ('sent', 'given-back', 'agreed', 'signed', 'replaced')),
  outcome text not null check (outcome in ('change-made', 'change-planned', 'no-change')),
  text_sealed text not null,
  -- The promises, as JSON.
  promises_sealed text not null,
  written_by text not null,
  written_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  remark_sealed text,
  primary key (region_id, case_id, id),
  constraint one_draft_per_version unique (region_id, case_id, version),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create unique index one_living_draft_per_case on case_answer_drafts (region_id, case_id)
  where state in ('sent', 'given-back', 'agreed');
create index drafts_to_sign on case_answer_drafts (region_id, written_at) where state in ('sent', 'agreed');
select protect_region_table('case_answer_drafts', 'select, insert, update');

alter table case_answers
  -- What the answer promises, as JSON, until a moderator has let it out.
  add column promises_sealed text,
  -- For whom the signer signed.
  add column for_name text,
  add column for_post text;

-- Who of the clinic keeps what an interim answer promises.
alter table case_proposals add column owner_sealed text;

-- Who signs for a clinic beside its head: a deputy whom the head has named from one date to another, or,
-- where a clinic has no head's account, the one whom an administrator has named.
create table signing_rights (
  region_id text not null,
  id uuid not null,
  kind text not null check (kind in ('deputy', 'signer')),
  clinic_id uuid not null,
  person_id uuid not null,
  person_name text not null,
  person_post text not null,
  for_name text,
  for_post text,
  from_date date not null,
  to_date date,
  named_by text not null,
  named_at timestamptz not null,
  ended_by text,
  ended_at timestamptz,
  primary key (region_id, id),
  constraint a_deputy_is_dated check (kind <> 'deputy' or (to_date is not null and for_name is not null and for_post is not null)),
  constraint dates_in_order check (to_date is null or from_date <= to_date),
  foreign key (region_id, clinic_id) references clinics (region_id, id)
);
create unique index one_signing_right_per_person on signing_rights (region_id, clinic_id, person_id)
  where ended_at is null;
select protect_region_table('signing_rights', 'select, insert, update');

create table case_promises (
  region_id text not null,
  case_id uuid not null,
  id uuid not null,
  source text not null check (source in ('answer', 'interim')),
  -- The answer or the proposal that promised it.
  source_id uuid not null,
  round integer not null,
  position integer not null,
  -- Null when the words went with their author's.
  what text,
  owner text,
  until date not null,
  due_at timestamptz not null,
  zone text not null,
  -- Whoever promised keeps it, wherever the case goes afterwards.
  clinic_id uuid not null,
  district_id text,
  okrug_id text,
  organisation_id text,
  state text not null check (state in ('promised', 'overdue', 'done', 'kept', 'not-kept', 'silent')),
  late boolean not null default false,
  published_at timestamptz not null,
  -- The clinic says that it is done; its note is for the author and the staff.
  done_at timestamptz,
  done_by text,
  done_note_sealed text,
  asked_at timestamptz,
  judged_at timestamptz,
  judge_note_sealed text,
  notice_at timestamptz,
  notice_step integer,
  hidden_at timestamptz,
  demo boolean not null default false,
  primary key (region_id, case_id, id),
  constraint one_promise_per_place unique (region_id, case_id, source_id, position),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index promises_of_clinic on case_promises (region_id, clinic_id, state);
create index promises_by_state on case_promises (region_id, state, due_at, id);
create index promises_to_remind on case_promises (region_id, notice_at) where notice_at is not null;
select protect_region_table('case_promises', 'select, insert, update');
