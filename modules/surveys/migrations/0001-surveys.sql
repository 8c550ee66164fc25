-- The store of people: whom we may ask, about which visit, and whether the invitation was spent. What was
-- answered is in another store, under another role. Nothing here is finer than the day once an answer is in.

-- Whom an answer is about: clinics by themselves, schools, kindergartens and others by an administrator.
create table survey_places (
  region_id text not null,
  -- A clinic's place has the clinic's id.
  id uuid not null,
  code text not null,
  organisation_id text,
  clinic_id uuid,
  sector text not null,
  is_state boolean not null,
  name_ru text not null,
  name_en text,
  zone text not null,
  district_id text,
  okrug_id text,
  valid_from date,
  valid_to date,
  primary key (region_id, id),
  constraint one_place_per_code unique (region_id, code),
  constraint one_place_per_clinic unique (region_id, clinic_id),
  foreign key (region_id, clinic_id) references clinics (region_id, id),
  foreign key (region_id, organisation_id) references organisations (region_id, id),
  constraint place_ends_after_start check (valid_to >= valid_from)
);
select protect_answers_table('survey_places', 'select', 'select, insert, update');

create function survey_place_of(clinic clinics) returns void language sql as $$
  insert into survey_places (region_id, id, code, organisation_id, clinic_id, sector, is_state, name_ru, name_en,
    zone, district_id, okrug_id, valid_from, valid_to)
  select clinic.region_id, clinic.id, clinic.code, clinic.organisation_id, clinic.id, 'health',
    coalesce((select o.is_state from organisations o
      where o.region_id = clinic.region_id and o.id = clinic.organisation_id), true),
    clinic.name_ru, clinic.name_en,
    coalesce(clinic.time_zone, (select r.time_zone from regions r where r.code = clinic.region_id)),
    clinic.district_id, clinic.okrug_id, clinic.valid_from, clinic.valid_to
  on conflict (region_id, id) do update set code = excluded.code, organisation_id = excluded.organisation_id,
    is_state = excluded.is_state, name_ru = excluded.name_ru, name_en = excluded.name_en, zone = excluded.zone,
    district_id = excluded.district_id, okrug_id = excluded.okrug_id, valid_from = excluded.valid_from,
    valid_to = excluded.valid_to
$$;
create function follow_clinic() returns trigger language plpgsql as $$
begin
  perform survey_place_of(new);
  return null;
end $$;
create trigger survey_place_follows after insert or update on clinics
  for each row execute function follow_clinic();
-- Clinics that were there before: the policies ask for a region, so one after another.
do $$
declare r text;
begin
  for r in select code from regions loop
    perform set_config('app.region', r, true);
    perform survey_place_of(c) from clinics c where c.region_id = r;
  end loop;
  perform set_config('app.region', '', true);
end $$;

-- When, how often and whom a region asks, by day; what a row leaves out is as the schema has it.
create table survey_rules (
  region_id text not null,
  valid_from date not null,
  valid_to date,
  rules jsonb not null,
  primary key (region_id, valid_from),
  constraint rules_end_after_start check (valid_to >= valid_from)
);
select protect_region_table('survey_rules', 'select, insert, update');

-- Somebody who may be asked: one budget for all sectors, and no record of which they were.
create table survey_people (
  region_id text not null,
  id uuid not null,
  -- Keyed hash of the normalised address, equal to that of a contact: so whoever signs in finds theirs.
  contact_index text,
  email_sealed text not null,
  data_key_id uuid not null,
  locale text not null check (locale in ('ru', 'en')),
  zone text,
  suppressed_on date,
  suppressed_because text,
  soft_until date,
  stopped_on date,
  made_on date not null,
  primary key (region_id, id),
  foreign key (region_id, data_key_id) references data_keys (region_id, id),
  constraint one_survey_person_per_contact unique (region_id, contact_index),
  constraint suppressed_for_a_reason check ((suppressed_on is null) = (suppressed_because is null))
);
select protect_region_table('survey_people');

-- How often somebody was written to: no place and no form, so that no profile can be read from it.
create table survey_touches (
  region_id text not null,
  person_id uuid not null,
  on_day date not null,
  kind text not null check (kind in ('invitation', 'reminder', 'complaint', 'vote', 'sample')),
  n integer not null check (n > 0),
  primary key (region_id, person_id, on_day, kind),
  foreign key (region_id, person_id) references survey_people (region_id, id) on delete cascade
);
select protect_region_table('survey_touches');

create table survey_visits (
  region_id text not null,
  id uuid not null,
  -- Keyed hash of source, visit and kind of form: the visit's own id is not kept.
  visit_key text not null,
  source_system text not null,
  form_kind text not null,
  place_id uuid not null,
  service_code text not null,
  ended_at timestamptz not null,
  person_id uuid,
  birth_year integer,
  flags text[] not null,
  doctor_id text,
  facts_digest text not null,
  state text not null check (state in ('counted', 'refused', 'planned', 'invited', 'cancelled')),
  refused_because text,
  sampled boolean,
  inclusion numeric check (inclusion > 0 and inclusion <= 1),
  reported_on date not null,
  primary key (region_id, id),
  constraint one_visit_per_event unique (region_id, visit_key),
  foreign key (region_id, place_id) references survey_places (region_id, id),
  foreign key (region_id, person_id) references survey_people (region_id, id),
  constraint refused_visit_with_reason check ((state = 'refused') = (refused_because is not null))
);
create index survey_visits_planned on survey_visits (region_id, id) where state = 'planned';
create index survey_visits_of_person on survey_visits (region_id, person_id) where person_id is not null;
create index survey_visits_by_age on survey_visits (region_id, reported_on);
select protect_region_table('survey_visits');

create table survey_invitations (
  region_id text not null,
  id uuid not null,
  visit_id uuid,
  person_id uuid not null,
  place_id uuid not null,
  form_id uuid not null,
  form_version text not null,
  kind text not null,
  sector text not null,
  service_code text,
  state text not null check (state in ('planned', 'open', 'spent', 'closed', 'expired')),
  send_at timestamptz not null,
  expires_on date not null,
  -- The day and nothing finer.
  spent_on date,
  weight_class integer not null check (weight_class in (1, 2, 4, 8)),
  doctor_id text,
  primary key (region_id, id),
  constraint one_invitation_per_visit unique (region_id, visit_id),
  -- A visit is forgotten before its invitation.
  foreign key (region_id, visit_id) references survey_visits (region_id, id) on delete set null (visit_id),
  foreign key (region_id, person_id) references survey_people (region_id, id),
  foreign key (region_id, place_id) references survey_places (region_id, id),
  foreign key (region_id, form_id, form_version)
    references survey_form_versions (region_id, form_id, version),
  constraint spent_on_a_day check ((state = 'spent') = (spent_on is not null))
);
create index survey_invitations_of_person on survey_invitations (region_id, person_id, id);
create index survey_invitations_of_place on survey_invitations (region_id, place_id, send_at);
create index survey_invitations_living on survey_invitations (region_id, expires_on) where state in ('planned', 'open');
select protect_region_table('survey_invitations');

-- Made when a letter is taken for sending, so that none rests anywhere: the hash stays, the link leaves.
create table survey_tokens (
  region_id text not null,
  token_hash text not null,
  invitation_id uuid not null,
  way text not null check (way in ('letter', 'reminder', 'my', 'cabinet', 'paper')),
  expires_on date not null,
  primary key (region_id, token_hash),
  foreign key (region_id, invitation_id) references survey_invitations (region_id, id) on delete cascade
);
create index survey_tokens_of_invitation on survey_tokens (region_id, invitation_id);
select protect_region_table('survey_tokens', 'select, insert, delete');

create table survey_letters (
  region_id text not null,
  id uuid not null,
  invitation_id uuid not null,
  kind text not null check (kind in ('invitation', 'reminder')),
  state text not null check (state in ('queued', 'handed', 'sent', 'in-doubt', 'failed', 'given-up', 'void')),
  attempts integer not null default 0,
  lease_until timestamptz,
  not_before timestamptz not null,
  queued_as text,
  bounce_hash text,
  primary key (region_id, id),
  constraint one_survey_letter_per_kind unique (region_id, invitation_id, kind),
  foreign key (region_id, invitation_id) references survey_invitations (region_id, id) on delete cascade
);
create index survey_letters_waiting on survey_letters (region_id, not_before, id) where state = 'queued';
create index survey_letters_handed on survey_letters (region_id, lease_until) where state = 'handed';
create index survey_letters_of_bounce on survey_letters (region_id, bounce_hash) where bounce_hash is not null;
select protect_region_table('survey_letters');

-- Counts alone, of each place and day: a clinic that stops reporting is seen.
create table survey_day_counts (
  region_id text not null,
  place_id uuid not null,
  day date not null,
  reported integer not null default 0,
  eligible integer not null default 0,
  sampled integer not null default 0,
  sent integer not null default 0,
  delivered integer not null default 0,
  opened integer not null default 0,
  answered integer not null default 0,
  primary key (region_id, place_id, day),
  foreign key (region_id, place_id) references survey_places (region_id, id)
);
select protect_region_table('survey_day_counts', 'select, insert, update');
