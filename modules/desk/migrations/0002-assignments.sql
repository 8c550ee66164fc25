-- Who works on a case, on each side one at most. Whoever held it before stands in the act log.
create table desk_assignments (
  region_id text not null,
  case_id uuid not null,
  side text not null check (side in ('region', 'clinic')),
  holder_id uuid not null,
  since timestamptz not null,
  primary key (region_id, case_id, side),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index desk_assignments_of_holder on desk_assignments (region_id, holder_id, side, case_id);
select protect_region_table('desk_assignments');

-- Who has a case open now: a beat at each view of its page. Rows older than ten minutes go at the next beat.
create table desk_presence (
  region_id text not null,
  case_id uuid not null,
  person_id uuid not null,
  side text not null check (side in ('region', 'clinic')),
  seen_at timestamptz not null,
  primary key (region_id, case_id, person_id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index desk_presence_by_age on desk_presence (region_id, seen_at);
select protect_region_table('desk_presence');
