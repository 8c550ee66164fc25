-- Bodies are edited at the desk: versions with who changed what, and where a notice of a case goes.
alter table receiving_bodies
  add column version integer not null default 1,
  -- Whom a notice of a case that was sent there goes to.
  add column contact_id uuid,
  -- Closed: nothing new is sent there.
  add column closed boolean not null default false;
alter table receiving_bodies
  add foreign key (region_id, contact_id) references contacts (region_id, id);

create table receiving_body_versions (
  region_id text not null,
  code text not null,
  version integer not null,
  -- The row as it stood, without the address.
  content jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null,
  note text,
  constraint one_version_per_body primary key (region_id, code, version),
  foreign key (region_id, code) references receiving_bodies (region_id, code)
);
select protect_region_table('receiving_body_versions', 'select, insert');
