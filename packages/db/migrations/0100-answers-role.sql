-- A role of its own for what was answered in surveys. It sees no person, invitation, letter or data key, and the
-- app's role sees no answer: no connection reads both sides. The migrator sets otklik.answers_role beside the others.

-- One call protects a table of the answers' store: as protect_region_table does, with the rights of the answers'
-- role first and those of the app, where it has any. Tables that both may read are named in one test.
create function protect_answers_table(target regclass, answers_rights text, app_rights text default null)
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy one_region on %s
       using (region_id = nullif(current_setting(''app.region'', true), ''''))
       with check (region_id = nullif(current_setting(''app.region'', true), ''''))', target);
  if answers_rights is not null then
    execute format('grant %s on %s to %I', answers_rights, target, current_setting('otklik.answers_role'));
  end if;
  if app_rights is not null then
    execute format('grant %s on %s to %I', app_rights, target, current_setting('otklik.app_role'));
  end if;
end $$;
revoke execute on function protect_answers_table(regclass, text, text) from public;

-- Its acts leave their line in the same log, and what it lets everybody read makes kept pages anew.
do $$ begin
  execute format('grant select, insert on audit_rows to %I', current_setting('otklik.answers_role'));
  execute format('grant insert on public_changes to %I', current_setting('otklik.answers_role'));
end $$;
