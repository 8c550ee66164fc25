-- Where and since when a norm of waiting is broken. One that pauses is another breach.
create table wait_norm_breaches (
  region_id text not null,
  clinic_id uuid not null,
  specialty text collate "C" not null,
  began_at timestamptz not null,
  noticed_at timestamptz not null,
  ended_at timestamptz,
  -- The dated norm of the registry by which it was judged.
  norm_id text not null,
  primary key (region_id, clinic_id, specialty, began_at),
  foreign key (region_id, clinic_id) references clinics (region_id, id)
);
create unique index one_open_breach_per_specialty on wait_norm_breaches (region_id, clinic_id, specialty)
  where ended_at is null;
create index wait_norm_breaches_by_time on wait_norm_breaches (region_id, noticed_at);
select protect_region_table('wait_norm_breaches', 'select, insert, update');

-- What the responsible were told of: each fact once.
create table wait_norm_told (
  region_id text not null,
  fact text collate "C" not null,
  told_at timestamptz not null,
  primary key (region_id, fact)
);
select protect_region_table('wait_norm_told', 'select, insert');
