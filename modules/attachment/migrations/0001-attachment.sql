-- To whom a clinic is open: dated words of the region. The row with the latest beginning holds.
create table clinic_admissions (
  region_id text not null,
  clinic_id uuid not null,
  ages text not null check (ages in ('adult', 'child')),
  -- Local dates, both inclusive; null: open.
  valid_from date not null,
  valid_to date,
  -- The day on which the region said so: a number of places grows old.
  told_on date not null,
  -- Free places for those who want to be attached; null: nobody said.
  places integer check (places >= 0),
  -- It sees those who are attached elsewhere, without any paper; null: nobody said.
  takes_unattached boolean,
  referral_only boolean not null,
  -- Where one attaches.
  url text,
  primary key (region_id, clinic_id, ages, valid_from),
  foreign key (region_id, clinic_id) references clinics (region_id, id),
  constraint admission_dates check (valid_to is null or valid_to >= valid_from)
);
select protect_region_table('clinic_admissions', 'select, insert, update');

-- Which houses belong to which clinic. A set of a clinic holds until the day before its next one begins.
create table catchments (
  region_id text not null,
  id uuid not null,
  clinic_id uuid not null,
  ages text not null check (ages in ('adult', 'child')),
  town text not null,
  -- As the region wrote it.
  street text not null,
  -- Words of the street without its kind, shortened words written out, in the order of the alphabet.
  street_words text[] not null,
  -- «улица», «проезд»; null: not said.
  street_kind text,
  -- What the cell of houses means: see `src/model/houses.ts`.
  houses jsonb not null,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, clinic_id) references clinics (region_id, id),
  constraint catchment_dates check (valid_to is null or valid_to >= valid_from)
);
create index catchments_by_word on catchments using gin (street_words);
create index catchments_of_clinic on catchments (region_id, clinic_id, ages);
select protect_region_table('catchments', 'select, insert, update, delete');
