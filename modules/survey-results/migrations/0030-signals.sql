-- Which signals about unlikely answers or silence somebody looked into, and what they found. The signals themselves
-- are worked out anew from counts each time; none of them leaves an answer out of a figure.
create table survey_signal_checks (
  region_id text not null,
  -- What it is about: kind, place, way and month.
  signal text not null,
  place_id uuid not null,
  found text not null check (found in ('explained', 'to-look-at', 'fault')),
  words text not null,
  checked_by text not null,
  checked_on date not null,
  primary key (region_id, signal),
  foreign key (region_id, place_id) references survey_places (region_id, id)
);
select protect_region_table('survey_signal_checks', 'select, insert, update');
