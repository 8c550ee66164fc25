-- An appeal under 59-FZ may be filed with no complaint before it: then it has a number, an author, a place and
-- a key of its own. Beside a complaint all of these are the complaint's.
alter table complaint_appeals
  alter column case_id drop not null,
  add column number text,
  add column author_id uuid,
  add column data_key_id uuid,
  add column clinic_id uuid,
  add column district_id text,
  add column okrug_id text,
  add column organisation_id text,
  add column zone text,
  -- The topic it is about, by name; empty where the author chose none.
  add column subject_ru text,
  add column subject_en text,
  -- Its words sound like danger: moderators may read it too.
  add column danger boolean not null default false,
  add column erased_at timestamptz;
alter table complaint_appeals add constraint an_appeal_stands_somewhere check (
  (case_id is null) = (number is not null and data_key_id is not null and clinic_id is not null
    and zone is not null and subject_ru is not null and subject_en is not null));
create unique index one_appeal_per_number on complaint_appeals (region_id, number) where number is not null;
create index complaint_appeals_of_author on complaint_appeals (region_id, author_id) where author_id is not null;
