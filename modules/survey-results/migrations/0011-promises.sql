-- What a place promises to mend after answers: with an owner by post, a day, and what became of it.
create table survey_promises (
  region_id text not null,
  id uuid not null,
  place_id uuid not null,
  -- The question that it is about, by its linkId.
  item text not null,
  words text not null,
  -- A post, never a name.
  owner text not null,
  due_on date not null,
  -- `claimed`: the place says that it is done, and nobody has looked yet.
  state text not null check (state in ('handed-in', 'returned', 'promised', 'claimed', 'done', 'not-done')),
  outcome text,
  settled_on date,
  made_on date not null,
  written_by text not null,
  decided_by text,
  version integer not null check (version > 0),
  primary key (region_id, id),
  foreign key (region_id, place_id) references survey_places (region_id, id),
  constraint settled_promise_with_day check ((state in ('done', 'not-done')) = (settled_on is not null))
);
create index survey_promises_of_place on survey_promises (region_id, place_id, due_on);
select protect_region_table('survey_promises', 'select, insert, update');
create trigger survey_promises_note_public_change after update on survey_promises
  for each row execute function note_public_change();
