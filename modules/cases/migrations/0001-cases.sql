-- Whatever has an owner, a clock, a moderated answer and an author's verdict.

create sequence case_number_seq;
do $$ begin execute format('grant usage on sequence case_number_seq to %I', current_setting('otklik.app_role')); end $$;

create table cases (
  region_id text not null,
  id uuid not null,
  number text not null,
  kind text not null,
  -- The case's public page.
  path text not null,
  state text not null,
  state_since timestamptz not null,
  version integer not null,
  -- What it is about, in words of the day it was opened; the kind's own tables know the rest.
  subject_code text not null,
  subject_ru text not null,
  subject_en text not null,
  clinic_id uuid not null,
  district_id text,
  okrug_id text,
  organisation_id text,
  zone text not null,
  -- The chain of clocks in force when it was opened: stage → term and its rule.
  terms jsonb not null,
  author_id uuid,
  receipt_hash text,
  data_key_id uuid not null,
  round integer not null default 1,
  disputes integer not null default 0,
  due_stage text,
  due_at timestamptz,
  due_date date,
  overdue_noted boolean not null default false,
  opened_at timestamptz not null,
  submitted_at timestamptz,
  published_at timestamptz,
  answered_at timestamptz,
  closed_at timestamptz,
  outcome text,
  demo boolean not null default false,
  primary key (region_id, id),
  constraint one_number_per_case unique (region_id, number),
  constraint one_receipt_per_case unique (region_id, receipt_hash),
  foreign key (region_id, clinic_id) references clinics (region_id, id)
);
create index cases_by_clinic on cases (region_id, clinic_id, published_at desc, id desc) where published_at is not null;
create index cases_public_newest on cases (region_id, published_at desc, id desc) where published_at is not null;
create index cases_by_subject on cases (region_id, subject_code, published_at desc, id desc) where published_at is not null;
create index cases_by_state on cases (region_id, state, due_at, id);
create index cases_by_author on cases (region_id, author_id, opened_at desc) where author_id is not null;
create index cases_without_date on cases (region_id, opened_at)
  where due_stage is not null and due_at is null and closed_at is null;
create index cases_due on cases (region_id, due_at) where due_at is not null;
select protect_region_table('cases');

-- Every move: who, when, why. Its number is the case's version, so of two people moving at once one loses.
create table case_entries (
  region_id text not null,
  case_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  move text not null,
  from_state text,
  to_state text not null,
  role text not null,
  actor text not null,
  reason_code text,
  note_sealed text,
  public boolean not null,
  constraint one_entry_per_version primary key (region_id, case_id, seq),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index case_entries_by_actor on case_entries (region_id, actor, at);
select protect_region_table('case_entries', 'select, insert');

create table case_clocks (
  region_id text not null,
  case_id uuid not null,
  seq integer not null,
  stage text not null,
  round integer not null,
  term jsonb not null,
  started_at timestamptz not null,
  pauses jsonb not null,
  stopped_at timestamptz,
  due_at timestamptz,
  due_date date,
  derivation jsonb not null,
  late boolean,
  primary key (region_id, case_id, seq),
  foreign key (region_id, case_id) references cases (region_id, id)
);
select protect_region_table('case_clocks');

create table case_answers (
  region_id text not null,
  case_id uuid not null,
  id uuid not null,
  round integer not null,
  state text not null check (state in ('draft', 'returned', 'published')),
  outcome text not null,
  text_sealed text,
  text_public text,
  signer_name text not null,
  signer_post text not null,
  written_by text not null,
  written_at timestamptz not null,
  published_at timestamptz,
  primary key (region_id, case_id, id),
  constraint public_only_when_published check ((text_public is not null) = (state = 'published')),
  foreign key (region_id, case_id) references cases (region_id, id)
);
select protect_region_table('case_answers');
create unique index one_open_draft_per_case on case_answers (region_id, case_id) where state = 'draft';

create table case_verdicts (
  region_id text not null,
  case_id uuid not null,
  round integer not null,
  verdict text not null check (verdict in ('confirmed', 'partly', 'disputed')),
  unanswered_sealed text,
  given_at timestamptz not null,
  constraint one_verdict_per_round primary key (region_id, case_id, round),
  foreign key (region_id, case_id) references cases (region_id, id)
);
select protect_region_table('case_verdicts', 'select, insert');

create table case_photos (
  region_id text not null,
  id uuid not null,
  -- Null while the photo belongs to a form that was not sent yet.
  case_id uuid,
  draft_hash text,
  answer_id uuid,
  side text not null check (side in ('author', 'answer')),
  object_key text not null,
  thumbnail_key text not null,
  sha256 text not null,
  width_px integer not null,
  height_px integer not null,
  state text not null check (state in ('closed', 'published', 'removed')),
  added_at timestamptz not null,
  primary key (region_id, id),
  constraint a_photo_has_one_home check ((case_id is null) <> (draft_hash is null)),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index case_photos_of_case on case_photos (region_id, case_id);
create index case_photos_of_draft on case_photos (region_id, draft_hash) where draft_hash is not null;
select protect_region_table('case_photos');
