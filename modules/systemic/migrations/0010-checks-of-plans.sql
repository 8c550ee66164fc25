-- A moderator has a term for reading a plan, counted like every other; of plans from before it nothing was promised.
alter table systemic_plans
  add column check_term jsonb,
  add column check_verified boolean,
  add column check_due_at timestamptz,
  add column check_due_date date,
  add column check_derivation jsonb,
  -- Once it was decided about: whether that was late.
  add column check_late boolean,
  add column check_noted boolean not null default false;
alter table systemic_plans add constraint a_check_is_whole
  check ((check_term is null) = (check_derivation is null) and (check_term is null) = (check_verified is null));
create index systemic_plans_to_check on systemic_plans (region_id, check_due_at) where state = 'handed-in';
