-- Which transactions took away or changed something that everybody could read. A page that is kept for a
-- moment may be shown while every one of them was visible when the page was made; commit order does not matter.
create table public_changes (
  region_id text not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  primary key (region_id, xid)
);
select protect_region_table('public_changes', 'select, insert, delete');

-- For triggers of tables that public pages show. Without a region in the transaction there is nothing to
-- note: migrations run before anybody serves.
create function note_public_change() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('app.region', true), '') <> '' then
    insert into public_changes (region_id) values (current_setting('app.region')) on conflict do nothing;
  end if;
  return null;
end $$;
