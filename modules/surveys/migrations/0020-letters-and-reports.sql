-- Letters out and in. All of it is on the side of people: nothing here tells of an answer.

-- Why a letter did not leave or came back; a code, never a post office's words.
alter table survey_letters add column because text;

-- When a reminder is due; null once it was decided.
alter table survey_invitations add column remind_at timestamptz;
create index survey_invitations_to_remind on survey_invitations (region_id, remind_at)
  where remind_at is not null;

-- From when on it is decided whether somebody is asked: all their visits of a day compete.
alter table survey_visits add column decide_at timestamptz;
create index survey_visits_undecided on survey_visits (region_id, person_id, decide_at)
  where state = 'planned';

-- Of those who may be asked, how many are: by place or sector, from a day on.
create table survey_rates (
  region_id text not null,
  -- `place:ID` or `sector:CODE`.
  scope text not null check (scope ~ '^(place|sector):'),
  valid_from date not null,
  rate double precision not null check (rate > 0 and rate <= 1),
  primary key (region_id, scope, valid_from)
);
select protect_region_table('survey_rates', 'select, insert, update');

-- Who signs the letters about a place.
create table survey_senders (
  region_id text not null,
  place_id uuid not null,
  valid_from date not null,
  name text not null,
  post_ru text not null,
  post_en text,
  primary key (region_id, place_id, valid_from),
  foreign key (region_id, place_id) references survey_places (region_id, id)
);
select protect_region_table('survey_senders', 'select, insert, update');

-- Who wants no more letters, and from whom ('' is everybody). The keyed hash alone, so that it outlives the person.
create table survey_stops (
  region_id text not null,
  contact_index text not null,
  sender text not null,
  stopped_on date not null,
  primary key (region_id, contact_index, sender)
);
select protect_region_table('survey_stops');

-- What post offices said of letters, each report once. No address and none of its words.
create table survey_reports (
  region_id text not null,
  report_hash text not null,
  -- Null: of a letter that is not ours, or forgotten.
  person_id uuid,
  letter_id uuid,
  kind text not null check (kind in ('address', 'policy', 'permanent', 'temporary', 'delayed', 'delivered', 'complaint', 'unreadable')),
  reported_at timestamptz not null,
  primary key (region_id, report_hash),
  foreign key (region_id, person_id) references survey_people (region_id, id) on delete cascade
);
create index survey_reports_of_person on survey_reports (region_id, person_id, reported_at)
  where person_id is not null;
create index survey_reports_by_age on survey_reports (region_id, reported_at);
select protect_region_table('survey_reports');

-- Whoever has their address erased is asked no more, whichever verb erases: the address, its hash and its key go
-- at once; how often they were asked goes with the row, by its term. An address that was typed and never confirmed
-- says nothing about its owner.
create function erase_survey_person() returns trigger language plpgsql as $$
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
  end loop;
  return null;
end $$;
create trigger survey_person_follows after update on contacts for each row
  when (old.confirmed_at is not null and old.email_index is not null and new.email_sealed = '')
  execute function erase_survey_person();
