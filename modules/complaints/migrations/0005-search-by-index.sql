-- Stories are found by the index of their words. Row-level security lets no operator near an index unless
-- its function is leakproof, and `@@` is not; so this one question is answered by a function that asks
-- the region itself. It gives ids alone: what may be shown of them the caller asks under its own rights.
create policy owner_searches on complaints for select to current_user using (true);

create function stories_with(words tsquery) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select case_id from public.complaints
  where region_id = nullif(current_setting('app.region', true), '') and search @@ words
$$;
revoke execute on function stories_with(tsquery) from public;
do $$ begin
  execute format('grant execute on function stories_with(tsquery) to %I', current_setting('otklik.app_role'));
end $$;
