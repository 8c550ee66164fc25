-- What runs without a date, for the year's calendar is not there yet: nearly always nothing.
create index case_clocks_dateless on case_clocks (region_id, case_id)
  where stopped_at is null and due_at is null;
create index case_supports_dateless on case_supports (region_id, case_id) where due_at is null;
