-- Whose lateness is counted: the clinic's own steps alone. Second answers are timed, refusals are counted.

alter table cases
  -- Whether the clinic's own clock of this round had run out when the case last moved.
  add column clinic_late boolean not null default false,
  -- Of the last answer after the first round: the working days its reply clock ran, and whether it came in
  -- time. Null while there is none, for answers published before this column, and where no calendar says.
  add column again_days smallint,
  add column again_timing text check (again_timing in ('in-time', 'last-day', 'late')),
  -- Why it was not published, while or after it was refused.
  add column refusal_reason text,
  -- Until when a proposal of the clinic is to be decided, and whether its lateness was told.
  add column proposal_due_at timestamptz,
  add column proposal_late_noted boolean not null default false;

-- Proposals in the order of their own clock, the queues of those who decide them.
create index cases_open_by_proposal on cases
  (region_id, (coalesce(proposal_due_at, 'infinity')), id) where closed_at is null and proposal is not null;

alter table cases no force row level security;
alter table case_clocks no force row level security;
alter table case_entries no force row level security;
alter table case_tally_deltas no force row level security;

update cases c set clinic_late = true
from (
  select distinct region_id, case_id, round from case_clocks where late and stage in ('reply', 'planned')
) was
where was.region_id = c.region_id and was.case_id = c.id and was.round = c.round;
update cases c set refusal_reason = last.reason_code
from (
  select distinct on (region_id, case_id) region_id, case_id, reason_code from case_entries
  where to_state = 'rejected' order by region_id, case_id, seq desc
) last
where last.region_id = c.region_id and last.case_id = c.id;
update cases c set proposal_due_at = running.due_at
from case_clocks running
where running.region_id = c.region_id and running.case_id = c.id and running.stage = 'proposal'
  and running.stopped_at is null and c.proposal is not null;

-- What one case counts for:
--   state    published: its state; late while the clinic's own clock has run out. While somebody else owes the
--            step, by how the clinic kept this round; once it is settled, by its first answer
--   reply    the working days to its first published answer
--   again    the working days to the last answer of a later round
--   waiting  the day of publication, while it has no answer
--   interim  its first interim answer, by its timing
--   refused  never published: why a moderator refused it, or that its author took it back; by the month of that
create function tally_parts(
  state text, zone text, published_at timestamptz, answered_at timestamptz, closed_at timestamptz,
  due_stage text, overdue_noted boolean, clinic_late boolean, reply_days smallint, reply_timing text,
  interim_timing text, again_days smallint, again_timing text, refusal_reason text
) returns table (month date, measure text, value text, timing text)
language sql stable
as $$
  select date_trunc('month', coalesce(published_at, closed_at) at time zone zone)::date,
    part.measure, part.value, part.timing
  from (values
    (true, 'state', state, case
      when due_stage in ('reply', 'planned') then case when overdue_noted then 'late' else 'in-time' end
      when due_stage is not null then case when clinic_late then 'late' else 'in-time' end
      when reply_timing is null then 'none'
      when reply_timing = 'late' then 'late'
      else 'in-time' end),
    (true, 'reply', reply_days::text, coalesce(reply_timing, 'none')),
    (true, 'again', again_days::text, coalesce(again_timing, 'none')),
    (true, 'waiting', case when answered_at is null and closed_at is null
      then ((published_at at time zone zone)::date)::text end, 'none'),
    (true, 'interim', case when interim_timing is not null then 'first' end, interim_timing),
    (false, 'refused', case when closed_at is null then null
      when state = 'rejected' then coalesce(refusal_reason, 'other')
      when state = 'withdrawn' then 'withdrawn' end, 'none')
  ) as part (is_public, measure, value, timing)
  where part.is_public = (published_at is not null) and part.value is not null
$$;

-- Cases that were there before: what they counted for is taken back, what they count for now is put.
insert into case_tally_deltas
  (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, -1 as n
    from cases c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.reply_days, c.reply_timing, c.interim_timing) p
  union all
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, 1 as n
    from cases c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.clinic_late, c.reply_days, c.reply_timing, c.interim_timing,
      c.again_days, c.again_timing, c.refusal_reason) p
) counted
group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(n) <> 0;

alter table case_tally_deltas force row level security;
alter table case_entries force row level security;
alter table case_clocks force row level security;
alter table cases force row level security;

create or replace function tally_new_cases() returns trigger language plpgsql as $$
begin
  insert into case_tally_deltas
    (region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, n)
  select region_id, clinic_id, district_id, okrug_id, subject_code, month, measure, value, timing, sum(n)
  from (
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, 1 as n
    from fresh c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.clinic_late, c.reply_days, c.reply_timing, c.interim_timing,
      c.again_days, c.again_timing, c.refusal_reason) p
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
      c.due_stage, c.overdue_noted, c.clinic_late, c.reply_days, c.reply_timing, c.interim_timing,
      c.again_days, c.again_timing, c.refusal_reason) p
    union all
    select c.region_id, c.clinic_id, coalesce(c.district_id, '') as district_id,
      coalesce(c.okrug_id, '') as okrug_id, c.subject_code, p.month, p.measure, p.value, p.timing, -1 as n
    from stale c, tally_parts(c.state, c.zone, c.published_at, c.answered_at, c.closed_at,
      c.due_stage, c.overdue_noted, c.clinic_late, c.reply_days, c.reply_timing, c.interim_timing,
      c.again_days, c.again_timing, c.refusal_reason) p
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
      c.due_stage, c.overdue_noted, c.clinic_late, c.reply_days, c.reply_timing, c.interim_timing,
      c.again_days, c.again_timing, c.refusal_reason) p
  ) counted
  group by 1, 2, 3, 4, 5, 6, 7, 8, 9;
  return null;
end $$;

drop function tally_parts(text, text, timestamptz, timestamptz, timestamptz, text, boolean, smallint, text, text);
drop function tally_parts(text, text, timestamptz, timestamptz, timestamptz, text, boolean, smallint, text);
