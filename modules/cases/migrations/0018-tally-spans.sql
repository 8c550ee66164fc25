-- Sums of whole years and of all time beside those of months: a page about all districts, and the line
-- above every list, read a row a value instead of one a month.

alter table case_tallies
  -- How much time a row sums up; `month` is the span's first month, and '-infinity' of all time.
  add column span text not null default 'month' check (span in ('month', 'year', 'all')),
  drop constraint case_tallies_pkey;
alter table case_tallies alter column span drop default;

alter table case_tallies no force row level security;
insert into case_tallies
  (region_id, place_kind, span, subject_code, measure, place_id, month, value, timing, n)
select region_id, place_kind, longer.span, subject_code, measure, place_id, longer.start, value, timing, sum(n)
from case_tallies, lateral (values
  ('year', date_trunc('year', month)::date), ('all', '-infinity'::date)) as longer (span, start)
group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(n) <> 0;
alter table case_tallies force row level security;

-- What one page reads lies side by side: a kind of place, a span, a subject, a measure.
alter table case_tallies add primary key
  (region_id, place_kind, span, subject_code, measure, place_id, month, value, timing);
