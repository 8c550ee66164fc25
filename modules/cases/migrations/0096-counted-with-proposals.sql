-- The counts of the queues ask when a proposal falls due as well, so the index that answers them without
-- the cases themselves must hold it.
drop index cases_open_counted;
create index cases_open_counted on cases (region_id, state)
  include (proposal, proposal_due_at, due_at, published_at, district_id, okrug_id, organisation_id, clinic_id)
  where closed_at is null;
