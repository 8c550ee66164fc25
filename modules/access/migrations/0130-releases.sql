-- When places appear and how fast they go, summed up from the log day by day, so that no page reads the log.
create table access_release_days (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  -- Of the clinic's own zone. A day without a row released nothing, or nothing is known of it.
  day date not null,
  -- Places that appeared: by local hour (24), by days until the visit (0 to 14, more), by how long they stayed free
  -- (a quarter of an hour, 1, 4, 12, 24, 72 hours, longer or never booked).
  hours integer[] not null check (cardinality(hours) = 24),
  leads integer[] not null check (cardinality(leads) = 16),
  lives integer[] not null check (cardinality(lives) = 7),
  -- The same of places whose visit was near: they go faster, and they are the ones that are waited for.
  near_lives integer[] not null check (cardinality(near_lives) = 7),
  demo boolean not null default false,
  primary key (region_id, clinic_id, specialty, kind, mode, day)
);
create index access_release_days_by_day on access_release_days (region_id, specialty, kind, mode, day);
select protect_region_table('access_release_days', 'select, insert, update, delete');

-- Up to which day they were summed up: a place is followed for three days.
alter table access_rolled add column releases_until date;

-- Whether chances that were told came true: of each specialty, by weeks that were held back; one row a day of looking.
create table access_odds_checks (
  region_id text not null,
  specialty text collate "C" not null,
  day date not null,
  forecasts integer not null,
  -- By tenths of chance: [n, mean chance, share that came true].
  rows jsonb not null,
  brier real not null,
  -- Of always telling the overall share: what a forecast has to beat.
  brier_of_share real not null,
  error real not null,
  primary key (region_id, specialty, day)
);
select protect_region_table('access_odds_checks', 'select, insert, update');
