-- The id under which a slot is given out: unique over all sources, and the same for as long as the source keeps its own.
create unique index one_access_slot_per_public_id
  on access_slots (region_id, (md5(source_id::text || ':' || slot)::uuid));
