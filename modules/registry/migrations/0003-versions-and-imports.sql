-- Closing instead of deleting: what has ended keeps its row, with its last day.
alter table organisations add column valid_from date, add column valid_to date,
  add constraint organisation_ends_after_start check (valid_to >= valid_from);
alter table clinic_objects add column valid_from date, add column valid_to date,
  add constraint object_ends_after_start check (valid_to >= valid_from);
alter table doctors add column valid_from date, add column valid_to date,
  add constraint doctor_ends_after_start check (valid_to >= valid_from);

-- One person holds one post of a specialty in one clinic once at a time.
alter table posts add constraint no_overlapping_posts exclude using gist (
  region_id with =, doctor_id with =, clinic_id with =, specialty_id with =,
  daterange(valid_from, valid_to, '[]') with &&);

-- Where the desk's lists stand and search: by beginning, in byte order, so that an index under row-level
-- security serves them (comparison of text is leakproof, LIKE is not).
alter table doctors add column list_key text collate "C" generated always as (
  lower(last_name || ' ' || first_name || ' ' || coalesce(patronymic, '') || '|' || code)) stored;
create index doctors_in_order on doctors (region_id, list_key);
alter table organisations add column list_key text collate "C" generated always as (
  lower(name_ru || '|' || id)) stored;
create index organisations_in_order on organisations (region_id, list_key);
create index posts_in_clinic_order on posts (region_id, clinic_id, id);
create index posts_of_doctor_order on posts (region_id, doctor_id, id);
create index objects_in_clinic_order on clinic_objects (region_id, clinic_id, id);

-- Every change of a row of the registry, by whoever made it: what it was, what it became, from which day.
-- A planned change waits for its day as what it changes; all other versions hold the whole row.
create table registry_versions (
  region_id text not null,
  kind text not null,
  object_id text collate "C" not null,
  version integer not null check (version > 0),
  state text not null check (state in ('applied', 'planned', 'carried-out', 'cancelled', 'failed')),
  source text not null check (source in ('before-history', 'desk', 'import', 'restore', 'planned')),
  content jsonb,
  changes jsonb not null,
  held text[] not null,
  digest text not null,
  actor text not null,
  note text,
  valid_from date not null,
  at timestamptz not null,
  constraint one_version_at_a_time primary key (region_id, kind, object_id, version),
  constraint whole_unless_planned check (state not in ('applied') or content is not null)
);
create index registry_versions_due on registry_versions (region_id, valid_from) where state = 'planned';
select protect_region_table('registry_versions', 'select, insert, update');

-- A file taken in, batch by batch; the cursor is how many of its rows are done.
create table registry_import_runs (
  region_id text not null,
  id uuid not null,
  kind text not null,
  format text not null check (format in ('csv', 'mos', 'json')),
  encoding text not null,
  delimiter text,
  file_name text not null,
  file_key text not null,
  size_bytes integer not null,
  digest text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  rows_count integer not null,
  done_count integer not null default 0,
  added_count integer not null default 0,
  changed_count integer not null default 0,
  unchanged_count integer not null default 0,
  rejected_count integer not null default 0,
  kept_count integer not null default 0,
  error_code text,
  created_by text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (region_id, id)
);
create index registry_import_runs_by_time on registry_import_runs (region_id, created_at desc, id);
select protect_region_table('registry_import_runs', 'select, insert, update');

-- A row for each bad line (kind `rejected`) and each field that the desk's edit kept (kind `kept`).
create table registry_import_faults (
  region_id text not null,
  run_id uuid not null,
  line integer not null,
  place integer not null,
  kind text not null check (kind in ('rejected', 'kept')),
  object_code text,
  path text not null,
  code text not null,
  primary key (region_id, run_id, line, place),
  constraint import_fault_run foreign key (region_id, run_id) references registry_import_runs (region_id, id)
);
select protect_region_table('registry_import_faults', 'select, insert');
