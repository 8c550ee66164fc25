-- Free places of doctors as sources tell them, the wait they mean, and how it was.

-- One a feed.
create table access_sources (
  region_id text not null,
  id uuid not null,
  code text not null,
  name text not null,
  -- Silent after two of them.
  interval_min integer not null check (interval_min between 1 and 10080),
  -- The smaller the more direct: of two that tell of one group the most direct one counts.
  distance integer not null default 1 check (distance between 1 and 9),
  -- Whom the source may name; null where nobody gave a list.
  doctors text[],
  -- The key that holds this source: the first one that spoke.
  held_by text,
  seq bigint not null default 0,
  feed_at timestamptz,
  last_ok timestamptz,
  silent boolean not null default false,
  -- A whole list that was much shorter than the one before waits for the next one.
  shrunk boolean not null default false,
  demo boolean not null default false,
  primary key (region_id, id),
  constraint one_access_source_per_code unique (region_id, code)
);
select protect_region_table('access_sources', 'select, insert, update');

-- What was wrong with what a source sent, counted.
create table access_faults (
  region_id text not null,
  source_id uuid not null,
  day date not null,
  fault text not null,
  count bigint not null,
  last_at timestamptz not null,
  -- Which slot showed it last: an id of the source.
  last_slot text,
  primary key (region_id, source_id, day, fault),
  foreign key (region_id, source_id) references access_sources (region_id, id)
);
select protect_region_table('access_faults', 'select, insert, update');

-- One current row a slot.
create table access_slots (
  region_id text not null,
  source_id uuid not null,
  slot text collate "C" not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  doctor text,
  start_at timestamptz not null,
  end_at timestamptz not null,
  capacity integer not null,
  status text collate "C" not null,
  bookable_from timestamptz,
  book_url text,
  seen_at timestamptz not null,
  primary key (region_id, source_id, slot)
) with (fillfactor = 80);
create index access_slots_of_group on access_slots (region_id, clinic_id, specialty, kind, mode, start_at);
create index access_slots_by_start on access_slots (region_id, start_at);
select protect_region_table('access_slots', 'select, insert, update, delete');

-- Every change, for ever: what a slot is from this moment on. Nothing is corrected in place.
create table access_slot_events (
  region_id text not null,
  source_id uuid not null,
  seq bigint not null,
  slot text collate "C" not null,
  -- When we learned it …
  known_at timestamptz not null,
  -- … and when it was so, in the words of the source, never later than we knew.
  at timestamptz not null,
  change text not null check (change in ('opened', 'closed', 'capacity', 'moved', 'altered')),
  reason text check (reason in ('booked', 'held', 'blocked', 'vanished', 'other')),
  from_status text,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  doctor text,
  start_at timestamptz not null,
  end_at timestamptz not null,
  capacity integer not null,
  status text not null,
  bookable_from timestamptz,
  primary key (region_id, source_id, seq, slot, known_at)
) partition by range (known_at);
create index access_slot_events_of_group on access_slot_events (region_id, clinic_id, specialty, known_at);
create index access_slot_events_by_time on access_slot_events using brin (known_at);
select protect_region_table('access_slot_events', 'select, insert');
create table access_slot_events_rest partition of access_slot_events default;
select protect_region_table('access_slot_events_rest', 'select, insert');

-- The months ahead are made by a job; the app role may ask for a month and for nothing else.
do $outer$
begin
  execute format($make$
    create function access_make_month(month date) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $body$
    declare
      first date := date_trunc('month', month)::date;
      part text := 'access_slot_events_' || to_char(month, 'YYYYMM');
    begin
      if to_regclass(part) is not null then return false; end if;
      execute format('create table %%I (like access_slot_events including defaults including constraints)', part);
      execute format('alter table %%I enable row level security, force row level security', part);
      execute format('create policy one_region on %%I
        using (region_id = nullif(current_setting(''app.region'', true), ''''))
        with check (region_id = nullif(current_setting(''app.region'', true), ''''))', part);
      execute format('grant select, insert on %%I to %%I', part, %L);
      execute format('alter table access_slot_events attach partition %%I for values from (%%L) to (%%L)',
        part, first::timestamp at time zone 'UTC', (first + interval '1 month') at time zone 'UTC');
      return true;
    exception when check_violation then
      -- Rows of that month stand among the rest already: they are kept there.
      return false;
    end $body$
  $make$, current_setting('otklik.app_role'));
  execute 'revoke execute on function access_make_month(date) from public';
  execute format('grant execute on function access_make_month(date) to %I', current_setting('otklik.app_role'));
end $outer$;

-- The wait now, of each clinic, specialty, kind and mode.
create table access_wait_now (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  -- Starts of the first and third place; null: fewer within the horizon.
  k1_at timestamptz,
  k3_at timestamptz,
  places_7d integer not null default 0,
  places_30d integer not null default 0,
  -- Busy and free places of the next thirty days.
  busy_30d integer not null default 0,
  book_url text,
  -- Its source is silent: nothing is known.
  silent boolean not null default false,
  source_id uuid,
  changed_at timestamptz,
  checked_at timestamptz,
  -- When time alone changes the answer.
  next_at timestamptz,
  primary key (region_id, clinic_id, specialty, kind, mode)
);
create index access_wait_now_ranked on access_wait_now (region_id, specialty, kind, mode, silent, k1_at, k3_at);
create index access_wait_now_due on access_wait_now (region_id, next_at);
create index access_wait_now_of_source on access_wait_now (region_id, source_id);
select protect_region_table('access_wait_now', 'select, insert, update');

-- Change points: the wait at any moment is the last row before it.
create table access_wait_changes (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  at timestamptz not null,
  -- Of several at one instant the last counts.
  n integer not null,
  k1_at timestamptz,
  k3_at timestamptz,
  silent boolean not null,
  primary key (region_id, clinic_id, specialty, kind, mode, at, n)
);
select protect_region_table('access_wait_changes', 'select, insert');

-- One sample a day, at ten in the morning of the clinic, for ever.
create table access_wait_days (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  kind text collate "C" not null,
  mode text collate "C" not null,
  day date not null,
  -- Calendar days; null with `known`: fewer places than asked within the horizon.
  k1_days integer,
  k3_days integer,
  known boolean not null,
  places_7d integer not null,
  -- Busy of all places of thirty days, in thousandths.
  load_permille integer,
  demo boolean not null default false,
  primary key (region_id, clinic_id, specialty, kind, mode, day)
);
create index access_wait_days_by_day on access_wait_days (region_id, specialty, kind, mode, day);
select protect_region_table('access_wait_days', 'select, insert');

-- A clinic that is closed on a day has no places then, whatever its source says.
create table access_closed_days (
  region_id text not null,
  clinic_id uuid not null,
  day date not null,
  known_at timestamptz not null,
  primary key (region_id, clinic_id, day)
);
select protect_region_table('access_closed_days', 'select, insert');

-- The comfort range by which a specialty is coloured: dated rows, an assumption of ours where no law says it.
create table access_comfort (
  region_id text not null,
  specialty text not null,
  valid_from date not null,
  days_max integer not null check (days_max between 0 and 90),
  primary key (region_id, specialty, valid_from)
);
select protect_region_table('access_comfort', 'select, insert');
