-- Photos lie sealed in storage, each under a data key of its own that goes with its row. Null: a photo from
-- before, plain until `cases.seal-photos` has come by; the index is what that job looks through.
alter table case_photos add column data_key_id uuid;
alter table case_photos add foreign key (region_id, data_key_id) references data_keys (region_id, id);
create index case_photos_not_sealed on case_photos (region_id, id) where data_key_id is null;
