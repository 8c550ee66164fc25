-- When somebody began to look at a case as it stands: what a decision took is counted from here. A page opened
-- again keeps it while the case is where it was.
alter table desk_presence
  add column since timestamptz,
  add column version integer;
-- When a delayed step was pressed, which is when it was decided.
alter table desk_delayed_steps add column asked_at timestamptz;
