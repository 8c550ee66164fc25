-- Referrals that people note for themselves. What they are to, where and from when is about health: it is sealed
-- under a data key of the referral's own, and nobody but its owner opens it.
create table referrals (
  region_id text not null,
  id uuid not null,
  -- The owner: a person's id is their contact's.
  person_id uuid not null,
  data_key_id uuid not null,
  content_sealed text not null,
  -- The local day on which the job opens it next; null: there is nothing more to tell.
  look_on date,
  -- By which calendar, norms and settings `look_on` was found: others mean another look.
  reckoned_by text collate "C" not null,
  -- What a letter has said: each once.
  told text not null check (told in ('nothing', 'near', 'over')),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, person_id) references contacts (region_id, id) on delete cascade,
  foreign key (region_id, data_key_id) references data_keys (region_id, id)
);
create index referrals_of_person on referrals (region_id, person_id, id);
create index referrals_to_look on referrals (region_id, look_on) where look_on is not null;
create index referrals_by_change on referrals (region_id, changed_at);
select protect_region_table('referrals');

-- Whom to ask when a term is not kept: dated data of the region.
create table insurer_contacts (
  region_id text not null,
  id uuid not null,
  kind text not null check (kind in ('insurer', 'fund')),
  name_ru text not null check (name_ru <> ''),
  name_en text,
  phone text,
  url text,
  -- Local dates, both inclusive; null: open.
  valid_from date,
  valid_to date,
  -- Somebody has called or looked it up.
  verified boolean not null,
  changed_at timestamptz not null,
  primary key (region_id, id),
  constraint one_contact_per_name_and_start unique nulls not distinct (region_id, kind, name_ru, valid_from),
  constraint contact_reaches check (phone is not null or url is not null),
  constraint contact_dates check (valid_to is null or valid_from is null or valid_to >= valid_from)
);
select protect_region_table('insurer_contacts', 'select, insert, update');

-- How many working days before the last one a letter leaves; without a row three.
create table guarantee_settings (
  region_id text not null,
  warn_working_days integer not null check (warn_working_days between 0 and 10),
  primary key (region_id)
);
select protect_region_table('guarantee_settings', 'select, insert, update');

-- Whoever is erased has no referrals, whichever verb erases: the rows go and their keys are destroyed.
create function follow_contact_in_referrals() returns trigger language plpgsql as $$
begin
  update data_keys set wrapped = null, destroyed_at = now()
  where region_id = new.region_id and wrapped is not null and id in (
    select data_key_id from referrals where region_id = new.region_id and person_id = new.id);
  delete from referrals where region_id = new.region_id and person_id = new.id;
  return null;
end $$;
create trigger referrals_follow after update on contacts for each row
  when (old.email_sealed <> '' and new.email_sealed = '')
  execute function follow_contact_in_referrals();
