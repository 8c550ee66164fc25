-- Who wants to hear when a place earlier than a wanted date frees.
create table wait_alerts (
  region_id text not null,
  id uuid not null,
  contact_id uuid not null,
  specialty text collate "C" not null,
  -- One clinic, or every clinic of an okrug or district.
  clinic_id uuid,
  place text collate "C",
  -- A place before this local date.
  before_day date not null,
  -- One that begins sooner than so many hours is of no use.
  notice_h integer not null check (notice_h between 0 and 168),
  locale text not null check (locale in ('ru', 'en')),
  -- asked: the letter that asks has left; nothing else is sent before its button was pressed.
  state text not null check (state in ('asked', 'active', 'stopped', 'ended')),
  token_hash text,
  created_at timestamptz not null,
  -- Changes of waits up to here were looked at.
  looked_at timestamptz,
  settled_at timestamptz,
  primary key (region_id, id),
  constraint alert_names_one_place check ((clinic_id is null) <> (place is null)),
  constraint one_alert_per_token unique (region_id, token_hash),
  foreign key (region_id, contact_id) references contacts (region_id, id) on delete cascade,
  foreign key (region_id, clinic_id) references clinics (region_id, id)
);
create index wait_alerts_active on wait_alerts (region_id, specialty) where state = 'active';
create index wait_alerts_of_contact on wait_alerts (region_id, contact_id);
create index wait_alerts_by_age on wait_alerts (region_id, created_at);
select protect_region_table('wait_alerts');

-- The first place that would do, as it was seen last: one that is earlier has freed.
create table wait_alert_seen (
  region_id text not null,
  alert_id uuid not null,
  clinic_id uuid not null,
  first_at timestamptz,
  primary key (region_id, alert_id, clinic_id),
  foreign key (region_id, alert_id) references wait_alerts (region_id, id) on delete cascade
);
select protect_region_table('wait_alert_seen');

-- Whoever is erased, or whose address refuses letters, is told nothing more, whichever verb erases.
create function follow_contact_in_wait_alerts() returns trigger language plpgsql as $$
begin
  delete from wait_alerts where region_id = new.region_id and contact_id = new.id;
  return null;
end $$;
create trigger wait_alerts_follow after update on contacts for each row
  when ((old.email_sealed <> '' and new.email_sealed = '')
    or (old.bounced_at is null and new.bounced_at is not null))
  execute function follow_contact_in_wait_alerts();
