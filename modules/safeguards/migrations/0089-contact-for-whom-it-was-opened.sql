-- A contact is opened to whoever answers then. When another clinic or organisation answers, or the case goes to
-- another body, it is closed by whichever way that comes about; its author may open it anew.
alter table opened_contacts
  add column closed_because text check (closed_because in ('moved')),
  add constraint closed_for_a_reason check (closed_because is null or closed_at is not null);

create function close_contact_of_moved() returns trigger language plpgsql as $$
begin
  update opened_contacts
    set closed_at = coalesce((
          select e.at from case_entries e
          where e.region_id = new.region_id and e.case_id = new.id and e.seq = new.version), now()),
        contact_sealed = null,
        closed_because = 'moved'
    where region_id = new.region_id and case_id = new.id and closed_at is null;
  return null;
end $$;
create trigger close_contact_of_moved after update of clinic_id, routed_to, state on cases
  for each row when (
    old.clinic_id is distinct from new.clinic_id or old.routed_to is distinct from new.routed_to
    or (new.state = 'redirected' and old.state <> 'redirected'))
  execute function close_contact_of_moved();

-- What stayed open when a case was sent elsewhere before; forced row-level security binds the owner of the tables too.
alter table opened_contacts no force row level security;
alter table cases no force row level security;
update opened_contacts o set closed_at = c.state_since, contact_sealed = null, closed_because = 'moved'
  from cases c
  where c.region_id = o.region_id and c.id = o.case_id and c.state = 'redirected' and o.closed_at is null;
alter table opened_contacts force row level security;
alter table cases force row level security;
