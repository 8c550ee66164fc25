-- What an assessment of 2018 needs beside answers, and how much each of its indicators weighs.

-- Weights of a method's indicators in one sector, from a day on. A region's own rows; where it has none, those that
-- come with the program hold, which have their dates and sources too.
create table method_weights (
  region_id text not null,
  method text not null,
  sector text not null,
  indicator text not null,
  valid_from date not null,
  valid_to date,
  weight double precision not null check (weight > 0 and weight <= 1),
  source text not null,
  is_verified boolean not null,
  entered_by text not null,
  primary key (region_id, method, sector, indicator, valid_from),
  constraint weights_end_after_start check (valid_to >= valid_from)
);
select protect_region_table('method_weights', 'select, insert, update');

-- What somebody independent of a place found there on a day: no respondent can tell it. Nothing of answers.
create table nok_facts (
  region_id text not null,
  place_id uuid not null,
  fact text not null,
  checked_on date not null,
  value double precision not null check (value >= 0),
  source text not null,
  entered_by text not null,
  entered_on date not null,
  primary key (region_id, place_id, fact, checked_on),
  foreign key (region_id, place_id) references survey_places (region_id, id)
);
select protect_region_table('nok_facts', 'select, insert, update');
