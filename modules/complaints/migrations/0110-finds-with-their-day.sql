-- The same question as `stories_with`, and the day of each find: newest first, a page needs the newest of them
-- alone, and only these are then looked up among the cases.
create function stories_dated(words tsquery) returns table (id uuid, day date)
language sql stable security definer
set search_path = pg_catalog, public, pg_temp
as $$
  select case_id, published_on from public.complaints
  where region_id = nullif(current_setting('app.region', true), '') and search @@ words
$$;
revoke execute on function stories_dated(tsquery) from public;
do $$ begin
  execute format('grant execute on function stories_dated(tsquery) to %I', current_setting('otklik.app_role'));
end $$;
