-- What a region does about danger and about appeals under the law on citizens' appeals (59-FZ).

create table complaint_lanes (
  region_id text not null,
  -- Numbers to call, in the order they are shown.
  emergency jsonb not null,
  -- Whom the duty letter goes to; moderators of the region when there is nobody.
  duty_contact_id uuid,
  -- Whether appeals are filed here at all. Otherwise their text is prepared and the author handed over.
  appeals_open boolean not null,
  appeals_url text,
  appeals_terms jsonb not null,
  primary key (region_id),
  foreign key (region_id, duty_contact_id) references contacts (region_id, id)
);
select protect_region_table('complaint_lanes', 'select, insert, update');

-- An appeal beside its complaint, with clocks of its own.
create table complaint_appeals (
  region_id text not null,
  case_id uuid not null,
  id uuid not null,
  version integer not null,
  state text not null check (state in ('filed', 'registered', 'forwarded', 'answered')),
  text_sealed text not null,
  surname_sealed text not null,
  address_sealed text not null,
  registration_number text,
  forwarded_to text,
  answer_sealed text,
  clocks jsonb not null,
  due_at timestamptz,
  filed_at timestamptz not null,
  closed_at timestamptz,
  primary key (region_id, id),
  constraint one_appeal_per_complaint unique (region_id, case_id),
  constraint registered_with_a_number check (state = 'filed' or state = 'forwarded' or registration_number is not null),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index complaint_appeals_open on complaint_appeals (region_id, due_at) where closed_at is null;
select protect_region_table('complaint_appeals');

-- Of two people deciding about one appeal the second is told: the number of an entry is its version.
create table complaint_appeal_entries (
  region_id text not null,
  appeal_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  step text not null,
  actor text not null,
  facts jsonb not null,
  constraint one_step_per_appeal_version primary key (region_id, appeal_id, seq),
  foreign key (region_id, appeal_id) references complaint_appeals (region_id, id)
);
select protect_region_table('complaint_appeal_entries', 'select, insert');
