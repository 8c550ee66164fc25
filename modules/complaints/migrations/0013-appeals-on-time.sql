-- Each step of an appeal keeps its own words: the notice of an extension is not lost under the answer.
alter table complaint_appeal_entries add column words_sealed text;
-- The deadline of which the coordinators have been told that it has passed.
alter table complaint_appeals add column late_told timestamptz;
-- Whoever answers owes the answer: the days of forwarding were taken for the nearest deadline before.
alter table complaint_appeals no force row level security;
update complaint_appeals set due_at = (
  select (clock ->> 'dueAt')::timestamptz from jsonb_array_elements(clocks) as clock
  where clock ->> 'stage' = 'answer' limit 1)
where state = 'registered' and closed_at is null;
alter table complaint_appeals force row level security;
