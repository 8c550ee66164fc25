-- What everything else points at. Reference tables belong to no region: they hold public facts, so the
-- app may read them in any scope; what a region owns is protected by its region.

create table regions (
  code text primary key check (code ~ '^[A-Z]{2}-[A-Z0-9]{2,3}$'),
  name_ru text not null,
  name_en text not null,
  kind text not null,
  federal_district text,
  okato text,
  time_zone text not null,
  time_zones text[] not null,
  pilot_from date,
  pilot_to date,
  enabled boolean not null default false,
  constraint pilot_ends_after_start check (pilot_to >= pilot_from)
);

create table specialties (
  id text primary key,
  name_ru text not null,
  name_en text not null,
  specialty_ru text not null,
  population text not null check (population in ('adult', 'child', 'both')),
  booking text not null,
  codes jsonb not null,
  details jsonb not null
);

-- Production calendars: a year's table in a version stays for ever, since deadlines name the version.
create table calendars (
  scope text not null,
  year integer not null check (year between 1900 and 2199),
  version text not null,
  content jsonb not null,
  act jsonb not null,
  verified boolean not null,
  primary key (scope, year, version)
);

create table norms (
  id text primary key,
  code text not null,
  family text not null,
  service text not null,
  population text not null,
  limit_value numeric,
  unit text,
  start_event text,
  end_event text,
  valid_from date,
  valid_to date,
  region text not null,
  source text,
  verified boolean not null,
  note text,
  constraint norm_ends_after_start check (valid_to >= valid_from)
);
create index norms_by_code on norms (code, region);

-- The dictionary of the search: each word that a clinic, district or street holds, and its stem.
-- It is a reference table because row-level security lets no trigram operator near an index
-- (those functions are not leakproof); a word alone tells nothing about a region.
create table search_words (
  word text collate "C" primary key,
  stem text collate "C" not null
);
create index search_words_by_stem on search_words (stem);
create index search_words_alike on search_words using gin (word gin_trgm_ops, stem gin_trgm_ops);

create table districts (
  region_id text not null,
  id text not null,
  kind text not null check (kind in ('okrug', 'district')),
  parent_id text,
  name_ru text not null,
  name_en text not null,
  abbr_ru text,
  okato text,
  label_lat double precision,
  label_lng double precision,
  geometry jsonb,
  outline jsonb,
  primary key (region_id, id),
  constraint district_parent foreign key (region_id, parent_id) references districts (region_id, id)
);
create index districts_by_parent on districts (region_id, parent_id);

create table organisations (
  region_id text not null,
  id text not null,
  name_ru text not null,
  name_en text not null,
  is_state boolean not null,
  sector text not null,
  primary key (region_id, id)
);

create table clinics (
  region_id text not null,
  id uuid not null,
  code text not null,
  name_ru text not null,
  name_en text,
  number integer,
  branch_number integer,
  head_clinic_id uuid,
  audience text not null check (audience in ('adult', 'child', 'both')),
  unit text not null,
  service text not null,
  operator text not null,
  organisation_id text,
  okrug_id text,
  district_id text,
  address_ru text,
  phone text,
  website text,
  lat double precision,
  lng double precision,
  time_zone text,
  demo boolean not null,
  valid_from date,
  valid_to date,
  -- where the list puts it; unique, so that a cursor can stand on it
  order_key text collate "C" not null,
  -- the name as the search reads it, for 'begins with'
  search_name text collate "C" not null,
  primary key (region_id, id),
  constraint one_clinic_per_code unique (region_id, code),
  constraint one_clinic_per_place_in_order unique (region_id, order_key),
  constraint clinic_point_is_whole check ((lat is null) = (lng is null)),
  constraint clinic_point_on_earth check (lat between -90 and 90 and lng between -180 and 180),
  constraint clinic_ends_after_start check (valid_to >= valid_from),
  constraint clinic_district foreign key (region_id, district_id) references districts (region_id, id),
  constraint clinic_okrug foreign key (region_id, okrug_id) references districts (region_id, id),
  constraint clinic_organisation foreign key (region_id, organisation_id)
    references organisations (region_id, id),
  constraint clinic_head foreign key (region_id, head_clinic_id) references clinics (region_id, id)
);
create index clinics_by_district on clinics (region_id, district_id, order_key);
create index clinics_by_okrug on clinics (region_id, okrug_id, order_key);

-- The inverted index of the search: which word stem stands in which clinic, and where it came from.
-- Equality on text is leakproof, so this index works under row-level security, where GIN does not.
create table clinic_terms (
  region_id text not null,
  stem text collate "C" not null,
  clinic_id uuid not null,
  weight smallint not null,
  primary key (region_id, stem, clinic_id),
  constraint clinic_term_clinic foreign key (region_id, clinic_id)
    references clinics (region_id, id) on delete cascade
);
create index clinic_terms_by_clinic on clinic_terms (region_id, clinic_id);

create table clinic_objects (
  region_id text not null,
  id uuid not null,
  clinic_id uuid not null,
  code text not null,
  kind text not null
    check (kind in ('clinic', 'building', 'department', 'pharmacy-point', 'information-system')),
  name_ru text not null,
  name_en text not null,
  primary key (region_id, id),
  constraint one_object_per_code unique (region_id, clinic_id, code),
  constraint clinic_object_clinic foreign key (region_id, clinic_id) references clinics (region_id, id)
);

create table doctors (
  region_id text not null,
  id uuid not null,
  code text not null,
  last_name text not null,
  first_name text not null,
  patronymic text,
  synthetic boolean not null,
  primary key (region_id, id),
  constraint one_doctor_per_code unique (region_id, code)
);

create table posts (
  region_id text not null,
  id uuid not null,
  doctor_id uuid not null,
  clinic_id uuid not null,
  specialty_id text not null references specialties (id),
  title text,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  constraint one_post_per_start unique (region_id, doctor_id, clinic_id, specialty_id, valid_from),
  constraint post_ends_after_start check (valid_to >= valid_from),
  constraint post_doctor foreign key (region_id, doctor_id) references doctors (region_id, id),
  constraint post_clinic foreign key (region_id, clinic_id) references clinics (region_id, id)
);
create index posts_by_clinic on posts (region_id, clinic_id);

-- What was imported, so that a start imports the shipped files once and never over later corrections.
create table registry_imports (
  region_id text not null,
  id uuid not null,
  kind text not null,
  digest text not null,
  at timestamptz not null,
  report jsonb not null,
  primary key (region_id, id)
);
create index registry_imports_by_kind on registry_imports (region_id, kind, at desc);

select protect_region_table('districts');
select protect_region_table('organisations');
select protect_region_table('clinics');
select protect_region_table('clinic_terms');
select protect_region_table('clinic_objects');
select protect_region_table('doctors');
select protect_region_table('posts');
select protect_region_table('registry_imports', 'select, insert');

do $$
declare t text;
begin
  foreach t in array array['regions', 'specialties', 'calendars', 'norms', 'search_words'] loop
    execute format('grant select, insert, update on %I to %I', t, current_setting('otklik.app_role'));
  end loop;
end $$;
