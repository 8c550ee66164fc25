-- What is wrong with this installation now, and since when: so that a beginning and an end are told once,
-- by whichever process looks next. Names of rules only; belongs to no region.
create table installation_alerts (
  name text primary key,
  began_at timestamptz not null
);
do $$ begin
  execute format('grant select, insert, delete on installation_alerts to %I', current_setting('otklik.app_role'));
end $$;
