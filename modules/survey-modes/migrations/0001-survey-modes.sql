-- Other ways of being asked. Everything here is on the side of people: the role of the answers reads none of it.
-- No row here stands for one answer: points and batches only, and what two clerks typed goes when it is taken.

-- Where anybody may answer without an invitation: a tablet in a hall, a poster on a wall.
create table open_points (
  region_id text not null,
  id uuid not null,
  place_id uuid not null,
  kind text not null check (kind in ('tablet', 'poster')),
  state text not null check (state in ('asked', 'open', 'closed')),
  -- A poster's, printed for everybody.
  code text,
  -- A tablet's: of the code by which a device is made known, once, and of what that device then holds.
  enrol_hash text,
  enrol_until date,
  device_hash text,
  asked_by text not null,
  opened_by text,
  valid_from date,
  valid_to date,
  primary key (region_id, id),
  foreign key (region_id, place_id) references survey_places (region_id, id),
  constraint one_point_per_code unique (region_id, code),
  constraint one_point_per_enrolment unique (region_id, enrol_hash),
  constraint one_point_per_device unique (region_id, device_hash),
  constraint point_open_from_a_day check ((state = 'asked') = (valid_from is null)),
  constraint point_ends_after_start check (valid_to >= valid_from)
);
create index open_points_of_place on open_points (region_id, place_id, id);
select protect_region_table('open_points', 'select, insert, update');

-- Printed forms of one place. The number of a sheet is shuffled against whom it was handed to.
create table paper_batches (
  region_id text not null,
  id uuid not null,
  place_id uuid not null,
  form_id uuid not null,
  form_version text not null,
  printed smallint not null check (printed between 1 and 500),
  state text not null check (state in ('open', 'taken')),
  -- Seals what was typed; destroyed when the batch is taken.
  data_key_id uuid,
  made_on date not null,
  made_by text not null,
  -- Of the sheets that were entered twice, how many agreed at once; kept when the entries go.
  entered_twice integer not null default 0 check (entered_twice >= 0),
  agreed_at_once integer not null default 0 check (agreed_at_once >= 0 and agreed_at_once <= entered_twice),
  primary key (region_id, id),
  foreign key (region_id, place_id) references survey_places (region_id, id),
  foreign key (region_id, form_id, form_version) references survey_form_versions (region_id, form_id, version),
  constraint taken_batches_hold_no_key check ((state = 'taken') = (data_key_id is null))
);
create index paper_batches_of_place on paper_batches (region_id, place_id, made_on desc, id);
select protect_region_table('paper_batches', 'select, insert, update');

create table paper_sheets (
  region_id text not null,
  batch_id uuid not null,
  sheet smallint not null check (sheet > 0),
  state text not null check (state in ('half', 'agreed', 'differs', 'settled', 'void', 'taken')),
  primary key (region_id, batch_id, sheet),
  foreign key (region_id, batch_id) references paper_batches (region_id, id)
);
select protect_region_table('paper_sheets', 'select, insert, update');

-- What each clerk typed, sealed and of one length; gone with the taking of the batch.
create table paper_entries (
  region_id text not null,
  batch_id uuid not null,
  sheet smallint not null,
  -- 3: as it was settled.
  pass smallint not null check (pass between 1 and 3),
  entered_by text not null,
  sealed text not null,
  primary key (region_id, batch_id, sheet, pass),
  foreign key (region_id, batch_id, sheet) references paper_sheets (region_id, batch_id, sheet)
);
create unique index one_pass_per_clerk on paper_entries (region_id, batch_id, sheet, entered_by) where pass < 3;
select protect_region_table('paper_entries', 'select, insert, delete');

-- Cabinets of others that show a person their own waiting invitations.
create table cabinet_systems (
  region_id text not null,
  id uuid not null,
  -- The key it comes with.
  key_id uuid not null,
  name text not null,
  -- How it signs who asks: named here, never taken from what it sends.
  algorithm text not null check (algorithm in ('EdDSA', 'RS256')),
  public_key text not null,
  agreed_by text not null,
  valid_from date not null,
  valid_to date,
  primary key (region_id, id),
  constraint one_cabinet_per_key unique (region_id, key_id),
  constraint cabinet_ends_after_start check (valid_to >= valid_from)
);
select protect_region_table('cabinet_systems', 'select, insert, update');

-- Assertions that were used, until they would be over by themselves: a hash that says nothing of whom they name.
create table cabinet_assertions (
  region_id text not null,
  system_id uuid not null,
  assertion_hash text not null,
  expires_at timestamptz not null,
  primary key (region_id, system_id, assertion_hash),
  foreign key (region_id, system_id) references cabinet_systems (region_id, id)
);
select protect_region_table('cabinet_assertions', 'select, insert, delete');
