-- Sources that are asked, what became of appointments, waiting lists, forms by hand, ghost places, published figures.

alter table access_sources
  -- Whether it sends by itself or is asked: SMART Scheduling Links.
  add column kind text not null default 'push' check (kind in ('push', 'smart')),
  add column url text,
  -- Where its places do not say their zone.
  add column zone text,
  -- Only files of these states are asked for; null: all.
  add column states text[],
  -- Its own names of places and services, and ours.
  add column place_map jsonb not null default '{}',
  add column service_map jsonb not null default '{}',
  add column stopped boolean not null default false,
  add column next_poll_at timestamptz,
  add column tried_at timestamptz,
  -- How old what it tells is, in its own words.
  add column data_at timestamptz,
  add constraint asked_where check (kind <> 'smart' or url is not null);
create index access_sources_due on access_sources (region_id, next_poll_at) where kind = 'smart';

-- The files of a publication as they were last taken whole.
create table access_source_files (
  region_id text not null,
  source_id uuid not null,
  id uuid not null,
  url text not null,
  type text not null,
  etag text,
  last_modified text,
  -- Not asked for again before this.
  fresh_until timestamptz,
  -- Of the whole content: an answer without validators is compared by it.
  hash text,
  -- What of places and schedules is needed to read slots.
  kept jsonb,
  taken_at timestamptz,
  -- It lost most of its slots at the last look: the next one decides.
  shrunk boolean not null default false,
  primary key (region_id, source_id, id),
  constraint one_access_file_per_url unique (region_id, source_id, url),
  foreign key (region_id, source_id) references access_sources (region_id, id)
);
select protect_region_table('access_source_files', 'select, insert, update, delete');

-- Which file told a slot: what a file does not name any more is gone, whatever other files say.
create table access_slot_files (
  region_id text not null,
  source_id uuid not null,
  slot text collate "C" not null,
  file_id uuid not null,
  primary key (region_id, source_id, slot)
);
create index access_slot_files_of_file on access_slot_files (region_id, source_id, file_id);
select protect_region_table('access_slot_files', 'select, insert, update, delete');

-- A slot that a source made anew under another id goes on under the one we know.
create table access_slot_names (
  region_id text not null,
  source_id uuid not null,
  told text collate "C" not null,
  slot text collate "C" not null,
  primary key (region_id, source_id, told)
);
create index access_slot_names_of_slot on access_slot_names (region_id, source_id, slot);
select protect_region_table('access_slot_names', 'select, insert, update, delete');

-- What is known of appointments that are not yet over and counted; forgotten after the term.
create table access_appointments (
  region_id text not null,
  source_id uuid not null,
  -- Digest of the source's own number.
  appointment text collate "C" not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  -- The local day of the visit; with its time where the source tells one.
  day date not null,
  scheduled_at timestamptz,
  booked_at timestamptz,
  cancelled_at timestamptz,
  arrived_at timestamptz,
  seen_at timestamptz,
  status text not null check (status in ('booked', 'cancelled', 'arrived', 'seen', 'noshow')),
  told_at timestamptz not null,
  primary key (region_id, source_id, appointment)
);
create index access_appointments_of_day on access_appointments (region_id, clinic_id, specialty, day);
create index access_appointments_by_age on access_appointments (region_id, day);
select protect_region_table('access_appointments', 'select, insert, update, delete');

-- What became of a day's appointments, for ever: counts.
create table access_outcome_days (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  day date not null,
  booked integer not null,
  seen integer not null,
  noshow integer not null,
  cancelled integer not null,
  -- Under 24 hours before.
  cancelled_late integer not null,
  -- Visits with the stamps of both ends, and those of at most 20 minutes.
  corridor_known integer not null,
  corridor_soon integer not null,
  -- Calendar days from booking to visit and how many: [days, appointments, seen, not shown].
  leads jsonb not null,
  primary key (region_id, clinic_id, specialty, day)
);
select protect_region_table('access_outcome_days', 'select, insert, update');

-- Lists that a clinic serves before it opens slots.
create table access_waiting_lists (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  day date not null,
  source_id uuid not null,
  told_at timestamptz not null,
  length integer not null check (length >= 0),
  -- Of those served last: how many, and days until half of them and nine of ten were.
  served integer check (served >= 0),
  served_p50_days integer check (served_p50_days >= 0),
  served_p90_days integer check (served_p90_days >= 0),
  primary key (region_id, clinic_id, specialty, day)
);
select protect_region_table('access_waiting_lists', 'select, insert, update');

-- Five numbers a day of a clinic that has no booking system: in no other figure.
create table access_hand_days (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  day date not null,
  told_at timestamptz not null,
  -- Null: no place within the horizon.
  k1_days integer check (k1_days between 0 and 365),
  k3_days integer check (k3_days between 0 and 365),
  places_7d integer not null check (places_7d >= 0),
  turned_away integer not null check (turned_away >= 0),
  noshow integer not null check (noshow >= 0),
  primary key (region_id, clinic_id, specialty, day)
);
select protect_region_table('access_hand_days', 'select, insert, update');

-- Advertised against bookable, by day: tries made on purpose and what patients reported.
create table access_truth_days (
  region_id text not null,
  source_id uuid not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  day date not null,
  tried_by text not null check (tried_by in ('probe', 'patient')),
  kept integer not null default 0,
  ghosts integer not null default 0,
  hidden integer not null default 0,
  primary key (region_id, source_id, clinic_id, specialty, day, tried_by)
);
select protect_region_table('access_truth_days', 'select, insert, update');

-- What was published officially, by the method of its day.
create table access_published (
  region_id text not null,
  metric text not null,
  area text not null,
  period text not null,
  value_percent numeric not null check (value_percent between 0 and 100),
  comparison text not null check (comparison in ('=', '>', '<')),
  origin text not null check (origin in ('published', 'derived')),
  source text not null,
  note text,
  primary key (region_id, metric, area, period)
);
select protect_region_table('access_published', 'select, insert, update');

-- A day that was closed by mistake is opened again.
do $$
begin
  execute format('grant delete on access_closed_days to %I', current_setting('otklik.app_role'));
end $$;
