-- Text messages and messengers beside letters; whose contact a visit told; corrections counted.

-- Where somebody is written to beside a letter. Sealed under the person's own key; the hash as of a contact.
create table survey_addresses (
  region_id text not null,
  person_id uuid not null,
  channel text not null check (channel in ('sms', 'messenger')),
  address_index text not null,
  address_sealed text not null,
  -- Since when they agree to this way.
  agreed_on date not null,
  suppressed_on date,
  suppressed_because text,
  primary key (region_id, person_id, channel),
  constraint one_survey_address unique (region_id, address_index),
  foreign key (region_id, person_id) references survey_people (region_id, id) on delete cascade
);
select protect_region_table('survey_addresses');

-- Which way they would rather be written to; null: as the region's rules have it.
alter table survey_people add column prefers text check (prefers in ('mail', 'sms', 'messenger'));

-- From whom somebody wants nothing ('' is everybody): whichever of their addresses it was said of.
create function survey_stops_of(whose text, person uuid) returns text[] language sql stable as $$
  select coalesce(array_agg(distinct s.sender), '{}') from survey_stops s
  where s.region_id = whose and s.contact_index in (
    select p.contact_index from survey_people p
    where p.region_id = whose and p.id = person and p.contact_index is not null
    union all
    select a.address_index from survey_addresses a where a.region_id = whose and a.person_id = person)
$$;

alter table survey_letters
  add column channel text not null default 'mail' check (channel in ('mail', 'sms', 'messenger')),
  -- What a message costs: parts of a text message, one for a messenger; counted on this day.
  add column parts integer,
  add column charged_on date;

-- How much left by a way on a day: the region's limit is held here.
create table survey_channel_days (
  region_id text not null,
  channel text not null check (channel in ('sms', 'messenger')),
  day date not null,
  messages integer not null,
  parts integer not null,
  primary key (region_id, channel, day)
);
select protect_region_table('survey_channel_days', 'select, insert, update');

alter table survey_tokens drop constraint survey_tokens_way_check;
alter table survey_tokens add constraint survey_tokens_way_check check (way in ('letter', 'reminder', 'my', 'cabinet',
  'paper', 'sms', 'sms-reminder', 'messenger', 'messenger-reminder'));

-- `parent`: a child's visit, whose parent is asked; `young`: under age and asked themselves.
alter table survey_visits
  add column audience text not null default 'adult' check (audience in ('adult', 'parent', 'young')),
  -- Of the source: an older one that comes later changes nothing.
  add column revision integer;
alter table survey_invitations
  add column audience text not null default 'adult' check (audience in ('adult', 'parent', 'young'));

-- What corrections did, by place and day. Whether somebody had answered is not told apart: a clinic knows which
-- visit it took back.
create table survey_corrections (
  region_id text not null,
  place_id uuid not null,
  day date not null,
  kind text not null check (kind in ('cancelled', 'moved', 'mended')),
  stage text not null check (stage in ('before-letter', 'after-letter')),
  n integer not null,
  primary key (region_id, place_id, day, kind, stage),
  foreign key (region_id, place_id) references survey_places (region_id, id)
);
select protect_region_table('survey_corrections', 'select, insert, update');

-- Whoever has their address erased is asked by no way any more.
create or replace function erase_survey_person() returns trigger language plpgsql as $$
declare gone record;
begin
  for gone in
    update survey_people set contact_index = null, email_sealed = '', stopped_on = coalesce(stopped_on, current_date)
    where region_id = new.region_id and contact_index = old.email_index
    returning id, data_key_id
  loop
    update data_keys set wrapped = null, destroyed_at = coalesce(destroyed_at, now())
    where region_id = new.region_id and id = gone.data_key_id and wrapped is not null;
    update survey_invitations set state = 'closed', remind_at = null
    where region_id = new.region_id and person_id = gone.id and state in ('planned', 'open');
    update survey_letters set state = 'void', because = 'erased'
    where region_id = new.region_id and state = 'queued' and invitation_id in (
      select id from survey_invitations where region_id = new.region_id and person_id = gone.id);
    update survey_visits set person_id = null, state = case when state = 'planned' then 'counted' else state end
    where region_id = new.region_id and person_id = gone.id;
    delete from survey_addresses where region_id = new.region_id and person_id = gone.id;
    delete from survey_attached where region_id = new.region_id and person_id = gone.id;
  end loop;
  return null;
end $$;

-- Attached people, of whom some without a visit are asked whether they could get in.
create table survey_attached (
  region_id text not null,
  id uuid not null,
  -- Keyed hash of the source and its own number of the person, which is not kept.
  attached_key text not null,
  place_id uuid not null,
  person_id uuid not null,
  audience text not null check (audience in ('adult', 'parent', 'young')),
  -- The first day of the month of the last visit that is known.
  last_visit_month date,
  -- The last list that named them.
  listed_on date not null,
  primary key (region_id, id),
  constraint one_attached_per_key unique (region_id, attached_key),
  foreign key (region_id, place_id) references survey_places (region_id, id),
  foreign key (region_id, person_id) references survey_people (region_id, id) on delete cascade
);
create index survey_attached_of_person on survey_attached (region_id, person_id);
create index survey_attached_by_age on survey_attached (region_id, listed_on);
select protect_region_table('survey_attached');

-- One drawing of a period, and how many it found and drew.
create table survey_access_rounds (
  region_id text not null,
  starts_on date not null,
  rate numeric not null check (rate > 0 and rate <= 1),
  months_without integer not null,
  not_asked_days integer not null,
  -- Up to whom it was drawn; null once it is done.
  drawn_to uuid,
  is_done boolean not null default false,
  listed integer not null default 0,
  eligible integer not null default 0,
  drawn integer not null default 0,
  primary key (region_id, starts_on)
);
select protect_region_table('survey_access_rounds', 'select, insert, update');
