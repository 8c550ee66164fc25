-- The invented past of a demo installation: how far it is written, so that one cut off half-way goes on.
create table simulated_pasts (
  region_id text not null,
  scale text not null,
  seed bigint not null,
  -- The instant the past ends at.
  until timestamptz not null,
  cases_count integer not null check (cases_count > 0),
  days_count integer not null check (days_count > 0),
  done_count integer not null check (done_count >= 0),
  finished_at timestamptz,
  primary key (region_id)
);
select protect_region_table('simulated_pasts', 'select, insert, update');
