-- The desk's queues over a region's million of cases: pages in their order and counts read what is open,
-- and the board reads what was settled lately.
create index cases_open_by_due on cases (region_id, (coalesce(due_at, 'infinity')), id) where closed_at is null;
create index cases_open_by_age on cases (region_id, opened_at, id) where closed_at is null;
create index cases_open_by_clinic on cases (region_id, clinic_id, state) where closed_at is null;
create index cases_settled on cases (region_id, closed_at) where closed_at is not null;
