-- What became public in a span of time, whichever case it was: letters to subscribers ask by it.
create index case_entries_public_at on case_entries (region_id, at) include (case_id, move) where public;
-- When something was last taken from the public lists: feeds tell it to those who only ask by date.
create index case_entries_taken_away on case_entries (region_id, at)
  where to_state in ('withdrawn', 'redirected', 'danger');
create index cases_erased on cases (region_id, erased_at) where erased_at is not null;
