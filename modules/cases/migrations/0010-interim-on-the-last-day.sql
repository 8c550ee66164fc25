-- Interim answers heaped on the last day of the term are counted like answers are.
alter table cases
  -- When the first accepted interim answer was handed in: before the last day of the reply's term, on it or
  -- after it. Null while there is none, and for those accepted before this column.
  add column interim_timing text check (interim_timing in ('in-time', 'last-day', 'late'));

-- What one published case counts for, as before, and
--   interim  its first interim answer, by its timing
create function tally_parts(
  state text, zone text, published_at timestamptz, answered_at timestamptz, closed_at timestamptz,
  due_stage text, overdue_noted boolean, reply_days smallint, reply_timing text, interim_timing text
) returns table (month date, measure text, value text, timing text)
language sql stable
as $$
  select month, measure, value, timing from tally_parts(
    state, zone, published_at, answered_at, closed_at, due_stage, overdue_noted, reply_days, reply_timing)
  union all
  select date_trunc('month', published_at at time zone zone)::date, 'interim', 'first', interim_timing
  where published_at is not null and interim_timing is not null
$$;

create or replace function tally_new_cases() returns trigger language plpgsql as $$
begin
  insert into case_tally_deltas
    (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
  select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
  from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, 1 as n
    from fresh c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing,
      c.interim_timing) p
  ) counted
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  return null;
end $$;

create or replace function tally_changed_cases() returns trigger language plpgsql as $$
begin
  -- What stays the same adds up to nothing and leaves no row.
  insert into case_tally_deltas
    (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
  select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
  from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, 1 as n
    from fresh c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing,
      c.interim_timing) p
    union all
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, -1 as n
    from stale c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing,
      c.interim_timing) p
  ) counted
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(n) <> 0;
  return null;
end $$;

create or replace function tally_gone_cases() returns trigger language plpgsql as $$
begin
  insert into case_tally_deltas
    (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
  select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
  from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, -1 as n
    from stale c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing,
      c.interim_timing) p
  ) counted
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  return null;
end $$;
