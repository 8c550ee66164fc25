-- By which a clinic's system may send somebody's referrals: their own consent, made in their account and told by them at
-- the clinic. One at a time; the code itself is kept nowhere.
create table referral_codes (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  code_hash text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (region_id, id),
  constraint one_referral_code_per_person unique (region_id, person_id),
  constraint one_person_per_referral_code unique (region_id, code_hash),
  foreign key (region_id, person_id) references contacts (region_id, id) on delete cascade
);
select protect_region_table('referral_codes');

-- A keyed hash of the system's own name of a referral, so that it is one however often it is sent.
alter table referrals add column told_hash text;
create unique index one_referral_per_sender on referrals (region_id, told_hash) where told_hash is not null;

-- What its owner took away does not come back when it is sent again.
create table referrals_taken_away (
  region_id text not null,
  told_hash text not null,
  person_id uuid not null,
  primary key (region_id, told_hash),
  foreign key (region_id, person_id) references contacts (region_id, id) on delete cascade
);
create index referrals_taken_away_of_person on referrals_taken_away (region_id, person_id);
select protect_region_table('referrals_taken_away', 'select, insert, delete');

-- Whoever is erased leaves no consent and no trace of what was sent.
create function follow_contact_in_referral_codes() returns trigger language plpgsql as $$
begin
  delete from referral_codes where region_id = new.region_id and person_id = new.id;
  delete from referrals_taken_away where region_id = new.region_id and person_id = new.id;
  return null;
end $$;
create trigger referral_codes_follow after update on contacts for each row
  when (old.email_sealed <> '' and new.email_sealed = '')
  execute function follow_contact_in_referral_codes();
