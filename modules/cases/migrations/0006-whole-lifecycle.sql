-- Pauses, putting aside, proposals of the clinic, notices before a deadline.

alter table cases
  -- How many of the case's pauses are used; the rules allow two.
  add column pauses integer not null default 0,
  -- Where the case goes back to from `danger` or `redirected`.
  add column back_state text,
  -- What the clinic has proposed and nobody has decided yet.
  add column proposal text,
  -- When the next notice about the running deadline is due, and which step of the ladder it is.
  add column notice_at timestamptz,
  add column notice_step integer;
create index cases_notice_due on cases (region_id, notice_at) where notice_at is not null;
create index cases_with_proposal on cases (region_id, proposal, due_at, id) where proposal is not null;

-- What everybody may read beside an entry: a promised date, where a case went, who explains a delay.
alter table case_entries add column public_facts jsonb;

create table case_proposals (
  region_id text not null,
  case_id uuid not null,
  id uuid not null,
  round integer not null,
  kind text not null check (kind in ('question', 'interim', 'extension', 'not-ours')),
  state text not null check (state in ('open', 'accepted', 'refused', 'lapsed')),
  text_sealed text,
  text_public text,
  -- The date of a promise.
  until date,
  -- The body that a clinic takes for the right one, by its code.
  body_code text,
  reason_code text,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  -- What the author answered to a question.
  reply_sealed text,
  replied_at timestamptz,
  primary key (region_id, case_id, id),
  constraint proposal_public_only_when_accepted check (text_public is null or state = 'accepted'),
  constraint proposal_decided_or_open check ((state = 'open') = (decided_at is null)),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create unique index one_open_proposal_per_case on case_proposals (region_id, case_id) where state = 'open';
select protect_region_table('case_proposals');

-- Bodies that a case may be sent to when the clinic is not in charge: data of the region.
create table receiving_bodies (
  region_id text not null,
  code text not null,
  name_ru text not null,
  name_en text not null,
  url text,
  -- No case about this organisation is sent to the body.
  organisation_id text,
  position integer not null,
  primary key (region_id, code)
);
select protect_region_table('receiving_bodies', 'select, insert, update');
