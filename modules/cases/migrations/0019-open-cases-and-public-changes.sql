-- Open cases are a few in a hundred; the desk reads nothing else. Their indexes hold only them.

-- One state in the order of its deadlines: the queues of moderators and controllers.
create index cases_open_by_state on cases (region_id, state, (coalesce(due_at, 'infinity')), id)
  where closed_at is null;
-- All states together in that order.
create index cases_open_by_due on cases (region_id, (coalesce(due_at, 'infinity')), id)
  where closed_at is null;
-- What a clinic works on.
create index cases_open_by_clinic on cases (region_id, clinic_id, (coalesce(due_at, 'infinity')), id)
  where closed_at is null;
-- How much waits, counted without reading the cases themselves.
create index cases_open_counted on cases (region_id, state)
  include (proposal, due_at, published_at, district_id, okrug_id, organisation_id, clinic_id)
  where closed_at is null;
-- Published cases that are in work, newest first: the public list by these outcomes.
create index cases_open_newest on cases (region_id, published_at desc, id desc)
  include (state, due_at) where closed_at is null and published_at is not null;

-- Which states are open is a rule, not chance: without knowing it the planner takes a queue of ten thousand
-- for one of a hundred, and sorts them all instead of reading the first fifty in order.
create statistics cases_open_states (mcv) on state, closed_at from cases;
analyze cases;

-- What everybody could read may be read no more: pages that are kept for a moment are made anew.
create trigger public_change_update after update on cases for each row
  when (old.published_at is not null and (
    new.published_at is null
    or old.erased_at is distinct from new.erased_at
    or (old.state <> new.state and new.state in ('withdrawn', 'redirected', 'danger'))))
  execute function note_public_change();
create trigger public_change_delete after delete on cases for each row
  when (old.published_at is not null) execute function note_public_change();
create trigger public_change_update after update on case_answers for each row
  when (old.text_public is not null and (old.text_public is distinct from new.text_public
    or old.hidden_at is distinct from new.hidden_at)) execute function note_public_change();
create trigger public_change_update after update on case_proposals for each row
  when (old.text_public is not null and old.text_public is distinct from new.text_public)
  execute function note_public_change();
create trigger public_change_update after update on case_photos for each row
  when (old.state = 'published' and new.* is distinct from old.*) execute function note_public_change();
create trigger public_change_delete after delete on case_photos for each row
  when (old.state = 'published') execute function note_public_change();
