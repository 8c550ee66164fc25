-- What everybody may read of the registry has changed: pages kept for a moment are made anew.
do $$
declare
  shown text;
begin
  foreach shown in array array['districts', 'organisations', 'clinics', 'clinic_objects', 'doctors', 'posts', 'disclosure'] loop
    execute format('create trigger public_change after insert or update or delete on %I
      for each statement execute function note_public_change()', shown);
  end loop;
end $$;
