-- Several people about one event: a moderator links a duplicate to a lead, and others say «me too» without
-- a case of their own.

alter table cases
  -- The case whose answer is this one's too; null for one that stands alone or leads.
  add column lead_id uuid,
  add column members_count integer not null default 0,
  add column supports_count integer not null default 0,
  -- Nobody leads and follows at once: chains and cycles cannot be written, whoever writes.
  add constraint no_chain_of_cases check (lead_id is null or members_count = 0),
  add constraint no_case_leads_itself check (lead_id <> id),
  add constraint counts_of_companions check (members_count >= 0 and supports_count >= 0),
  add constraint lead_of_case foreign key (region_id, lead_id) references cases (region_id, id);
create index cases_of_lead on cases (region_id, lead_id) where lead_id is not null;

-- Every linking and unlinking, for good.
create table case_links (
  region_id text not null,
  id uuid not null,
  lead_id uuid not null,
  member_id uuid not null,
  linked_at timestamptz not null,
  linked_by text not null,
  unlinked_at timestamptz,
  unlinked_by text,
  -- Why it ended: a moderator's decision, or the lead or the member went elsewhere.
  unlinked_because text check (unlinked_because in ('decided', 'lead-gone', 'member-gone')),
  primary key (region_id, id),
  constraint an_end_is_whole check ((unlinked_at is null) = (unlinked_because is null)),
  foreign key (region_id, lead_id) references cases (region_id, id),
  foreign key (region_id, member_id) references cases (region_id, id)
);
create unique index one_lead_per_case on case_links (region_id, member_id) where unlinked_at is null;
create index case_links_of_lead on case_links (region_id, lead_id, linked_at);
create index case_links_of_member on case_links (region_id, member_id, linked_at);
select protect_region_table('case_links', 'select, insert, update');

create table case_supports (
  region_id text not null,
  id uuid not null,
  case_id uuid not null,
  -- Who: a person with an address, or the holder of another case's receipt.
  person_id uuid,
  receipt_case_id uuid,
  at timestamptz not null,
  -- The supporter's own clock: the same term as the case's reply, from the day of the support.
  due_at timestamptz,
  due_date date,
  derivation jsonb not null,
  data_key_id uuid not null,
  note_sealed text,
  note_public text,
  note_state text check (note_state in ('waiting', 'published', 'refused')),
  note_decided_by text,
  note_decided_at timestamptz,
  demo boolean not null default false,
  primary key (region_id, id),
  constraint a_supporter_is_somebody check ((person_id is null) <> (receipt_case_id is null)),
  constraint one_support_per_person unique (region_id, case_id, person_id),
  constraint one_support_per_receipt unique (region_id, case_id, receipt_case_id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index case_supports_of_person on case_supports (region_id, person_id, at) where person_id is not null;
create index case_supports_of_receipt on case_supports (region_id, receipt_case_id) where receipt_case_id is not null;
create index case_support_notes_waiting on case_supports (region_id, at) where note_state = 'waiting';
select protect_region_table('case_supports');

create table case_support_verdicts (
  region_id text not null,
  support_id uuid not null,
  round integer not null,
  verdict text not null check (verdict in ('confirmed', 'partly', 'disputed')),
  unanswered_sealed text,
  given_at timestamptz not null,
  constraint one_verdict_per_support primary key (region_id, support_id, round),
  foreign key (region_id, support_id) references case_supports (region_id, id) on delete cascade
);
select protect_region_table('case_support_verdicts', 'select, insert, delete');

-- People are counted apart from cases: of each case how many said «me too», under a measure of its own.
create function tally_supports() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.published_at is not null and old.supports_count > 0 then
    insert into case_tally_deltas
      (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
    values (old.region_id, old.clinic_id, coalesce(old.district_id, ''), coalesce(old.okrug_id, ''),
      old.subject_code, date_trunc('month', old.published_at at time zone old.zone)::date,
      'support', 'me-too', 'none', -old.supports_count);
  end if;
  if tg_op <> 'DELETE' and new.published_at is not null and new.supports_count > 0 then
    insert into case_tally_deltas
      (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
    values (new.region_id, new.clinic_id, coalesce(new.district_id, ''), coalesce(new.okrug_id, ''),
      new.subject_code, date_trunc('month', new.published_at at time zone new.zone)::date,
      'support', 'me-too', 'none', new.supports_count);
  end if;
  return null;
end $$;
create trigger tally_supports_change after update of supports_count, clinic_id, district_id, okrug_id,
  subject_code, published_at, zone on cases for each row
  when ((old.supports_count > 0 or new.supports_count > 0)
    and (old.supports_count, old.clinic_id, old.district_id, old.okrug_id, old.subject_code, old.published_at, old.zone)
      is distinct from
      (new.supports_count, new.clinic_id, new.district_id, new.okrug_id, new.subject_code, new.published_at, new.zone))
  execute function tally_supports();
create trigger tally_supports_gone after delete on cases for each row
  when (old.supports_count > 0) execute function tally_supports();

-- A note may be read no more: pages that are kept for a moment are made anew.
create trigger public_change_update after update on case_supports for each row
  when (old.note_public is distinct from new.note_public) execute function note_public_change();
create trigger public_change_delete after delete on case_supports for each row
  when (old.note_public is not null) execute function note_public_change();
