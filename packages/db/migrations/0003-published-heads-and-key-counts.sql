-- Which key signed a daily head: readers look it up among the published ones. Null where a head is
-- older than this column; then any known key may have signed it.
alter table audit_heads add column key_id text;

-- Rotation asks again and again for what is still wrapped by an older key.
create index data_keys_by_kek on data_keys (region_id, kek_id, id) where wrapped is not null;

do $$
begin
  -- How many data keys need which key-encryption key, over all regions: ids and names, never a wrapped key.
  execute format('create policy auditor_counts on data_keys for select to %I using (true)', current_setting('otklik.auditor_role'));
  execute format('grant select (region_id, id, kek_id, destroyed_at) on data_keys to %I', current_setting('otklik.auditor_role'));
  -- The installation's own check is wrapped anew like every other key.
  execute format('grant update (kek_check) on installation to %I', current_setting('otklik.app_role'));
end $$;
