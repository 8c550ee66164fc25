-- Counts of published cases, exact in the case's own transaction and without two cases waiting for each
-- other: each statement on `cases` appends what it changed, a job folds that into sums, readers add both.

alter table cases
  -- Of the first published answer: the working days its reply clock ran, and whether it came in time.
  -- Null while there is none, for answers published before this column, and where no calendar says.
  add column reply_days smallint,
  add column reply_timing text check (reply_timing in ('in-time', 'last-day', 'late'));

-- What was added and taken away since the last folding. Empty text: of no known district or okrug.
create table case_tally_deltas (
  region_id text not null,
  id uuid not null default gen_random_uuid(),
  clinic_id uuid not null,
  district_id text not null,
  okrug_id text not null,
  subject_code text not null,
  month date not null,
  measure text not null,
  value text not null,
  timing text not null,
  n integer not null,
  primary key (region_id, id)
);
select protect_region_table('case_tally_deltas', 'select, insert, delete');

-- Sums for each place and subject; the subject '' is all of them together.
create table case_tallies (
  region_id text not null,
  place_kind text not null check (place_kind in ('region', 'okrug', 'district', 'clinic')),
  subject_code text not null,
  place_id text not null,
  measure text not null,
  -- The month of publication, at the clinic.
  month date not null,
  value text not null,
  timing text not null,
  n integer not null,
  primary key (region_id, place_kind, subject_code, place_id, measure, month, value, timing)
);
create index case_tallies_empty on case_tallies (region_id) where n = 0;
select protect_region_table('case_tallies');

-- What one published case counts for:
--   state    its state; late while a step's clock has run out, afterwards as its first answer was
--   reply    the working days to its first published answer
--   waiting  the day of publication, while it has no answer
create function tally_parts(
  state text, zone text, published_at timestamptz, answered_at timestamptz, closed_at timestamptz,
  due_stage text, overdue_noted boolean, reply_days smallint, reply_timing text
) returns table (month date, measure text, value text, timing text)
language sql stable
as $$
  select date_trunc('month', published_at at time zone zone)::date, part.measure, part.value, part.timing
  from (values
    ('state', state, case
      when due_stage is not null then case when overdue_noted then 'late' else 'in-time' end
      when reply_timing is null then 'none'
      when reply_timing = 'late' then 'late'
      else 'in-time' end),
    ('reply', reply_days::text, coalesce(reply_timing, 'none')),
    ('waiting', case when answered_at is null and closed_at is null
      then ((published_at at time zone zone)::date)::text end, 'none')
  ) as part (measure, value, timing)
  where published_at is not null and part.value is not null
$$;

create function tally_new_cases() returns trigger language plpgsql as $$
begin
  insert into case_tally_deltas
    (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
  select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
  from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, 1 as n
    from fresh c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing) p
  ) counted
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  return null;
end $$;

create function tally_changed_cases() returns trigger language plpgsql as $$
begin
  -- What stays the same adds up to nothing and leaves no row.
  insert into case_tally_deltas
    (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
  select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
  from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, 1 as n
    from fresh c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing) p
    union all
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, -1 as n
    from stale c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing) p
  ) counted
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(n) <> 0;
  return null;
end $$;

create function tally_gone_cases() returns trigger language plpgsql as $$
begin
  insert into case_tally_deltas
    (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
  select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
  from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, -1 as n
    from stale c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing) p
  ) counted
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  return null;
end $$;

create trigger tally_insert after insert on cases
  referencing new table as fresh for each statement execute function tally_new_cases();
create trigger tally_update after update on cases
  referencing old table as stale new table as fresh for each statement execute function tally_changed_cases();
create trigger tally_delete after delete on cases
  referencing old table as stale for each statement execute function tally_gone_cases();

-- Cases that were there before.
alter table cases no force row level security;
alter table case_tally_deltas no force row level security;
insert into case_tally_deltas
  (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, 1 as n
    from cases c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing) p
) counted
group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
alter table case_tally_deltas force row level security;
alter table cases force row level security;
