-- By which guarantee a specialty is judged: the code of a dated norm of the registry. One without a row: `specialist`.
create table access_norm_codes (
  specialty text collate "C" primary key,
  norm_code text not null
);
insert into access_norm_codes (specialty, norm_code) values
  ('therapist', 'district-doctor'), ('paediatrician', 'district-doctor'), ('gp', 'district-doctor');
do $$ begin
  execute format('grant select on access_norm_codes to %I', current_setting('otklik.app_role'));
end $$;
