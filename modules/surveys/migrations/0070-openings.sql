-- In which days a place is asked about, where a pilot says so. The side of people, though no person is named: a
-- sector that no row names is asked everywhere and always.
create table survey_openings (
  region_id text not null,
  -- Who says so: the pilot.
  ground uuid not null,
  place_id uuid not null,
  sector text not null,
  from_day date not null,
  -- The last day, included.
  to_day date not null,
  primary key (region_id, ground, place_id),
  foreign key (region_id, place_id) references survey_places (region_id, id),
  constraint opening_ends_after_start check (to_day >= from_day)
);
create index survey_openings_of_place on survey_openings (region_id, place_id);
create index survey_openings_of_sector on survey_openings (region_id, sector);
select protect_region_table('survey_openings');
