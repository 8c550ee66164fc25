-- Pilots of surveys: which places are asked about in which days, and what was done at the end. Neither store of
-- surveys: no person is named here, and no answer.
create table pilots (
  region_id text not null,
  id uuid not null,
  -- What a page's address and the files of the export are named by.
  code text not null,
  name_ru text not null,
  name_en text,
  from_day date not null,
  -- The last day, included.
  to_day date not null,
  sectors text[] not null,
  state text not null check (state in ('open', 'closing-asked', 'closing', 'closed')),
  -- What was joined with: the same again changes nothing.
  digest text not null,
  -- The last day on which a link that is out opens its form; known once closing was asked for.
  links_until date,
  closing_asked_by text,
  closed_on date,
  -- What was exported and erased, with the installation's signature.
  signed_list jsonb,
  primary key (region_id, id),
  constraint one_pilot_per_code unique (region_id, code),
  constraint pilot_ends_after_start check (to_day >= from_day),
  constraint pilot_has_sectors check (cardinality(sectors) > 0),
  constraint closed_pilot_has_day check ((state = 'closed') = (closed_on is not null and signed_list is not null))
);
select protect_region_table('pilots', 'select, insert, update');
create trigger public_change after insert or update on pilots
  for each statement execute function note_public_change();

create table pilot_places (
  region_id text not null,
  pilot_id uuid not null,
  place_id uuid not null,
  -- Made up for showing: marked so wherever it is named.
  is_demo boolean not null,
  primary key (region_id, pilot_id, place_id),
  foreign key (region_id, pilot_id) references pilots (region_id, id),
  foreign key (region_id, place_id) references survey_places (region_id, id)
);
create index pilot_places_of_place on pilot_places (region_id, place_id);
select protect_region_table('pilot_places', 'select, insert, delete');
create trigger public_change after insert or delete on pilot_places
  for each statement execute function note_public_change();

-- The steps of closing, each done once: a run that was cut short goes on here.
create table pilot_closings (
  region_id text not null,
  pilot_id uuid not null,
  step text not null check (step in ('stop', 'run-out', 'last-batch', 'export', 'erase', 'sign')),
  -- Counts alone.
  counts jsonb not null,
  -- Null while a long step goes on, batch by batch.
  done_on date,
  primary key (region_id, pilot_id, step),
  foreign key (region_id, pilot_id) references pilots (region_id, id)
);
select protect_region_table('pilot_closings', 'select, insert, update');

-- The files of the export, kept beside the photos; the list is signed.
create table pilot_files (
  region_id text not null,
  pilot_id uuid not null,
  name text not null,
  part text not null check (part in ('public', 'full')),
  rows integer not null,
  bytes bigint not null,
  sha256 text not null,
  primary key (region_id, pilot_id, name),
  foreign key (region_id, pilot_id) references pilots (region_id, id)
);
select protect_region_table('pilot_files', 'select, insert, update, delete');
