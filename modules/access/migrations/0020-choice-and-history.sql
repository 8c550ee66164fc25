-- What lists and charts of waits are answered from, so that no page counts over samples or slots.

-- The samples behind a clinic's light: the last twenty of working days.
create table access_wait_lights (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  known integer not null,
  in_comfort integer not null,
  -- The last sample that counted.
  day date not null,
  primary key (region_id, clinic_id, specialty, kind, mode)
);
create index access_wait_lights_of_specialty on access_wait_lights (region_id, specialty, kind, mode);
select protect_region_table('access_wait_lights', 'select, insert, update');

-- A day as it truly was, minute by minute, beside its one sample.
alter table access_wait_days
  -- Busy and free places of thirty days: what free ones are of.
  add column offered_30d integer,
  add column median_h real,
  add column min_h real,
  add column max_h real,
  add column norm_min integer,
  add column known_min integer;
do $$ begin
  execute format('grant update on access_wait_days to %I', current_setting('otklik.app_role'));
end $$;

-- An hour as it was: kept for thirteen months.
create table access_wait_hours (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  hour timestamptz not null,
  -- Hours until the first place, weighted by time; null: none for half of what is known, or (most) at some time none.
  median_h real,
  min_h real,
  max_h real,
  -- Null where no norm is known for the specialty.
  norm_min integer,
  known_min integer not null,
  primary key (region_id, clinic_id, specialty, kind, mode, hour)
);
create index access_wait_hours_by_time on access_wait_hours (region_id, hour);
select protect_region_table('access_wait_hours', 'select, insert, update, delete');

-- Up to which hour the rollups were made.
create table access_rolled (
  region_id text not null primary key,
  until timestamptz not null
);
select protect_region_table('access_rolled', 'select, insert, update');

-- Samples of a day over the clinics of a place: the whole region (an empty place), an okrug, a district.
create table access_place_days (
  region_id text not null,
  place text collate "C" not null,
  specialty text collate "C" not null,
  day date not null,
  clinics integer not null,
  known integer not null,
  -- Nearest rank over clinics that are known; null where half have no place within the horizon, or none is known.
  k1_days integer,
  k3_days integer,
  in_comfort integer not null,
  load_permille integer,
  primary key (region_id, place, specialty, day)
);
select protect_region_table('access_place_days', 'select, insert, update');
