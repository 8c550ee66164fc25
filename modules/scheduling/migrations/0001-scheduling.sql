-- What is given out of free places: whole as files, and by search.

-- One a doctor, clinic, specialty, kind and mode of a source, under an id that tells nothing of the doctor:
-- what a source calls a doctor may be a name, and is given out nowhere.
create table scheduling_schedules (
  region_id text not null,
  id uuid not null,
  source_id uuid not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  -- Blank where the source names nobody.
  doctor text not null,
  primary key (region_id, id)
);
create unique index one_schedule_per_doctor_of_a_source
  on scheduling_schedules (region_id, clinic_id, specialty, kind, mode, source_id, doctor);
select protect_region_table('scheduling_schedules', 'select, insert');

-- Files of the publication, packed once for everybody who asks.
create table scheduling_files (
  region_id text not null,
  id uuid not null,
  name text collate "C" not null,
  type text not null,
  -- Of the words before packing: the same words are the same file.
  digest text not null,
  lines integer not null,
  plain_bytes bigint not null,
  packed_bytes bigint not null,
  packed bytea not null,
  -- The publication that first had it.
  changed_at timestamptz not null,
  -- A newer one stands in its place; whoever reads this one may read it to its end.
  replaced_at timestamptz,
  primary key (region_id, id)
);
-- Packed already: stored as it is, so that a part of it can be read alone.
alter table scheduling_files alter column packed set storage external;
create unique index one_current_scheduling_file_per_name on scheduling_files (region_id, name)
  where replaced_at is null;
select protect_region_table('scheduling_files', 'select, insert, update, delete');

-- The last publication of a region.
create table scheduling_publications (
  region_id text not null primary key,
  -- What it holds is true at this moment; it stays where nothing changed since.
  at timestamptz not null,
  looked_at timestamptz not null
);
select protect_region_table('scheduling_publications', 'select, insert, update');
