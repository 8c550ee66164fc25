-- What those who work with a case write for each other. The region's staff and the clinic's side each
-- have their own: neither reads the other's.
create table desk_notes (
  region_id text not null,
  id uuid not null,
  case_id uuid not null,
  side text not null check (side in ('region', 'clinic')),
  -- Sealed under the case's own key, so that it goes when the case's words go.
  text_sealed text not null,
  written_by uuid not null,
  written_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index desk_notes_of_case on desk_notes (region_id, case_id, written_at);
select protect_region_table('desk_notes', 'select, insert');

-- Who was mentioned in a note, and since when they need not look any more.
create table desk_mentions (
  region_id text not null,
  note_id uuid not null,
  person_id uuid not null,
  settled_at timestamptz,
  primary key (region_id, note_id, person_id),
  foreign key (region_id, note_id) references desk_notes (region_id, id)
);
create index desk_mentions_waiting on desk_mentions (region_id, person_id, note_id) where settled_at is null;
select protect_region_table('desk_mentions', 'select, insert, update');
