-- How colleagues see a member of the staff: a working name, chosen by themselves.
create table desk_names (
  region_id text not null,
  person_id uuid not null,
  name text not null check (char_length(name) between 2 and 80),
  primary key (region_id, person_id)
);
select protect_region_table('desk_names');

-- A person's own views of the queues: filters under a name. A deleted one can be brought back for a day.
create table desk_views (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  -- Its place among the person's views; twenty places are all there is.
  slot integer not null check (slot between 1 and 20),
  name text not null,
  queue text not null,
  filters jsonb not null,
  is_default boolean not null,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (region_id, id)
);
create unique index one_view_per_slot on desk_views (region_id, person_id, slot) where deleted_at is null;
create unique index one_view_per_name on desk_views (region_id, person_id, lower(name)) where deleted_at is null;
create unique index one_default_view_per_queue on desk_views (region_id, person_id, queue)
  where is_default and deleted_at is null;
create index desk_views_deleted on desk_views (region_id, person_id, deleted_at) where deleted_at is not null;
select protect_region_table('desk_views');

-- Steps that can be taken back within the hour, by whoever made them.
create table desk_steps (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('take', 'give-back', 'hand-over', 'settle-mention', 'delete-view')),
  case_id uuid,
  side text check (side in ('region', 'clinic')),
  -- Who held the case before and after; null for nobody.
  was uuid,
  became uuid,
  note_id uuid,
  view_id uuid,
  made_at timestamptz not null,
  undone_at timestamptz,
  primary key (region_id, id),
  constraint steps_about_a_case_name_it check ((kind in ('take', 'give-back', 'hand-over')) = (case_id is not null and side is not null)),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index desk_steps_of_person on desk_steps (region_id, person_id, made_at desc);
create index desk_steps_by_age on desk_steps (region_id, made_at);
select protect_region_table('desk_steps');

-- Who has settled a case holds it no more, by whichever way it settled: a reopened case is free again.
create function desk_release_settled() returns trigger language plpgsql as $$
begin
  delete from desk_assignments where region_id = new.region_id and case_id = new.id;
  return null;
end $$;
create trigger desk_release_settled after update of closed_at on cases
  for each row when (old.closed_at is null and new.closed_at is not null)
  execute function desk_release_settled();
-- What was held when it settled before this day; forced row-level security binds the owner of the tables too.
alter table desk_assignments no force row level security;
alter table cases no force row level security;
delete from desk_assignments a using cases c
  where c.region_id = a.region_id and c.id = a.case_id and c.closed_at is not null;
alter table desk_assignments force row level security;
alter table cases force row level security;
