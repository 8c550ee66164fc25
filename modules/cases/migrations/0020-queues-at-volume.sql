-- The desk's queues over a region's million of cases: what waits longest, and what the board reads of
-- lately settled cases. Queues by deadline and by clinic have their indexes since 0019.
create index cases_open_by_age on cases (region_id, opened_at, id) where closed_at is null;
create index cases_settled on cases (region_id, closed_at) where closed_at is not null;
