-- What one clinic wrote for itself about a case, and who of it holds it or looks at it, is not the next one's that
-- the case is passed on to.
alter table desk_notes
  add column clinic_id uuid,
  -- The organisation that answered instead of the clinic.
  add column routed_to text;
comment on column desk_notes.clinic_id is 'whose note it is, on the clinic''s side; null: nobody''s any more';

-- Earlier notes are of the clinic that has the case, unless it was passed on since. Forced row-level security binds
-- the owner of the tables too.
alter table desk_notes no force row level security;
alter table desk_assignments no force row level security;
alter table cases no force row level security;
alter table case_entries no force row level security;
update desk_notes n set clinic_id = c.clinic_id, routed_to = c.routed_to
  from cases c
  where c.region_id = n.region_id and c.id = n.case_id and n.side = 'clinic'
    and not exists (select 1 from case_entries e
      where e.region_id = n.region_id and e.case_id = n.case_id and e.at >= n.written_at
        and e.move in ('reroute', 'change-subject'));
delete from desk_assignments a
  where a.side = 'clinic' and exists (select 1 from case_entries e
    where e.region_id = a.region_id and e.case_id = a.case_id and e.at >= a.since and e.move = 'reroute');
alter table desk_notes force row level security;
alter table desk_assignments force row level security;
alter table cases force row level security;
alter table case_entries force row level security;

create function desk_release_passed_on() returns trigger language plpgsql as $$
begin
  delete from desk_assignments
    where region_id = new.region_id and case_id = new.id and side = 'clinic';
  delete from desk_presence
    where region_id = new.region_id and case_id = new.id and side = 'clinic';
  return null;
end $$;
create trigger desk_release_passed_on after update of clinic_id, routed_to on cases
  for each row when (
    old.clinic_id is distinct from new.clinic_id or old.routed_to is distinct from new.routed_to)
  execute function desk_release_passed_on();
