-- A change of an answer that waits without a date, for the year's calendar is not there yet: nearly always nothing.
create index case_answer_changes_dateless on case_answer_changes (region_id, case_id)
  where state = 'waiting' and clock is not null and due_at is null;
