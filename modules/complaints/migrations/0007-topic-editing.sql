-- A version of a topic knows who made it, when and why; its validity may begin on a day to come.
alter table topics
  add column source text not null default 'file' check (source in ('file', 'desk')),
  add column changed_by text not null default 'system:bundled-topics',
  add column changed_at timestamptz,
  add column note text,
  add column suspended_until date;

-- What people could not find: a topic or a clinic. The text waits for a moderator, sealed like any other.
create table wishes (
  region_id text not null,
  id uuid not null,
  kind text not null check (kind in ('topic', 'clinic')),
  clinic_code text,
  data_key_id uuid not null,
  text_sealed text not null,
  contact_id uuid,
  outcome text,
  label text,
  created_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  primary key (region_id, id),
  constraint settled_with_outcome check ((settled_at is null) = (outcome is null))
);
create index wishes_waiting on wishes (region_id, id) where settled_at is null;
create index wishes_by_label on wishes (region_id, label) where label is not null;
select protect_region_table('wishes', 'select, insert, update');
