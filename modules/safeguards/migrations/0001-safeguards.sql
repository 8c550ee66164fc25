-- How the clinic may reach the author of one message, as the author typed it for this case. Opening anew
-- makes a new row; the closed one loses its content.
create table opened_contacts (
  region_id text not null,
  case_id uuid not null,
  id uuid not null,
  contact_sealed text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (region_id, case_id, id),
  constraint closed_contact_is_empty check ((closed_at is null) = (contact_sealed is not null)),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create unique index one_open_contact_per_case on opened_contacts (region_id, case_id)
  where closed_at is null;
select protect_region_table('opened_contacts', 'select, insert, update');

-- That somebody pressed the author to withdraw or to change the verdict. For a controller alone.
create table pressure_reports (
  region_id text not null,
  id uuid not null,
  case_id uuid not null,
  occasion text not null check (occasion in ('verdict', 'withdrawal', 'other')),
  words_sealed text not null,
  reported_at timestamptz not null,
  settled_at timestamptz,
  settled_by uuid,
  outcome text check (outcome in ('confirmed', 'not-confirmed', 'passed-on')),
  finding_sealed text,
  primary key (region_id, id),
  constraint pressure_settled_whole check (
    (settled_at is null) = (settled_by is null) and (settled_at is null) = (outcome is null)),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create unique index one_waiting_report_per_case on pressure_reports (region_id, case_id)
  where settled_at is null;
create index pressure_waiting on pressure_reports (region_id, reported_at, id) where settled_at is null;
select protect_region_table('pressure_reports', 'select, insert, update');
