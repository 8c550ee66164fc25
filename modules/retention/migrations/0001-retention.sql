-- How long what is kept, by class of data: data of the region, with validity.
create table retention_terms (
  region_id text not null,
  class text not null,
  valid_from date not null,
  valid_to date,
  term_hours integer not null check (term_hours > 0),
  -- A code; its words are in the pages and in docs/reference/retention.md.
  ground text not null,
  primary key (region_id, class, valid_from),
  constraint retention_term_ends_after_start check (valid_to > valid_from),
  constraint single_retention_term_at_a_time exclude using gist
    (region_id with =, class with =, daterange(valid_from, valid_to) with &&)
);
select protect_region_table('retention_terms', 'select, insert, update');

-- Somebody has a right to what would be deleted: a court, a prosecutor, an inspection. A hold wins over
-- every term and over erasure. A case is held together with its author.
create table legal_holds (
  region_id text not null,
  id uuid not null,
  case_id uuid,
  person_id uuid,
  -- What the page calls it: the case's number, or nothing for a person.
  label text not null,
  ground text not null,
  -- The last day it holds; null: until it is lifted.
  until date,
  set_by text not null,
  set_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz,
  primary key (region_id, id),
  constraint a_hold_holds_something check (case_id is not null or person_id is not null),
  constraint lifted_by_somebody check ((lifted_by is null) = (lifted_at is null))
);
create index legal_holds_living on legal_holds (region_id, set_at desc) where lifted_at is null;
select protect_region_table('legal_holds', 'select, insert, update');

-- What the daily job did, in counts: no names, no ids of what went.
create table retention_runs (
  region_id text not null,
  id uuid not null,
  class text not null,
  started_at timestamptz not null,
  -- Null: it was cut off; the next run does what is left.
  finished_at timestamptz,
  removed_count integer not null default 0,
  held_count integer not null default 0,
  error_code text,
  primary key (region_id, id)
);
create index retention_runs_by_class on retention_runs (region_id, class, started_at desc);
select protect_region_table('retention_runs');

-- Tombstones: what was erased, when and why. After a restore the list is replayed.
create table erasures (
  region_id text not null,
  id uuid not null,
  kind text not null,
  subject_id uuid not null,
  ground text not null,
  at timestamptz not null,
  primary key (region_id, id),
  constraint one_erasure_per_subject unique (region_id, kind, subject_id)
);
select protect_region_table('erasures', 'select, insert');
