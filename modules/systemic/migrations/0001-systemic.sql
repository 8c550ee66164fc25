-- Several messages about one cause at one clinic, with one plan of change. What it joins keeps its own clocks,
-- answers and verdicts: nothing here writes to a case.
create table systemic_cases (
  region_id text not null,
  id uuid not null,
  -- Of the same row of numbers as messages, so that no number means two things.
  number text not null,
  clinic_id uuid not null,
  organisation_id text,
  district_id text,
  okrug_id text,
  zone text not null,
  -- A topic, or a category of topics.
  cause_code text not null,
  -- Public sentences of whoever opened it; null while evidence alone proposes it.
  title_ru text,
  title_en text,
  why_ru text,
  why_en text,
  data_key_id uuid not null,
  state text not null check (state in ('proposed', 'open', 'planned', 'done', 'closed', 'dismissed')),
  version integer not null check (version > 0),
  made_at timestamptz not null,
  opened_at timestamptz,
  opened_by uuid,
  -- Until when the clinic owes its plan; null while it owes none, and where no date can be promised.
  due_at timestamptz,
  due_date date,
  overdue_noted boolean not null default false,
  notice_at timestamptz,
  notice_step integer,
  done_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  -- Counts before and after, and which steps were kept.
  closing jsonb,
  demo boolean not null default false,
  primary key (region_id, id),
  constraint one_number_per_systemic unique (region_id, number),
  constraint systemic_public_words_whole
    check (state in ('proposed', 'dismissed') or (title_ru is not null and why_ru is not null and opened_at is not null)),
  constraint systemic_closed_with_counts check (state <> 'closed' or (closing is not null and closed_at is not null)),
  foreign key (region_id, clinic_id) references clinics (region_id, id)
);
create unique index one_living_systemic on systemic_cases (region_id, clinic_id, cause_code)
  where state in ('proposed', 'open', 'planned', 'done');
create index systemic_cases_newest on systemic_cases (region_id, opened_at desc, id desc) where opened_at is not null;
create index systemic_cases_of_clinic on systemic_cases (region_id, clinic_id, opened_at desc) where opened_at is not null;
create index systemic_cases_due on systemic_cases (region_id, due_at) where due_at is not null;
select protect_region_table('systemic_cases', 'select, insert, update');

create table systemic_members (
  region_id text not null,
  id uuid not null,
  systemic_id uuid not null,
  kind text not null check (kind in ('case', 'survey-drop', 'broken-norm')),
  case_id uuid,
  -- What names the evidence where it was found.
  source_ref text,
  -- Public figures of the evidence.
  facts jsonb not null default '{}',
  on_date date not null,
  joined_at timestamptz not null,
  joined_by text not null,
  left_at timestamptz,
  left_by text,
  left_because text check (left_because in
    ('decided', 'dismissed', 'withdrawn', 'erased', 'taken-down', 'elsewhere')),
  primary key (region_id, id),
  constraint a_member_is_something check ((kind = 'case') = (case_id is not null) and (case_id is null) = (source_ref is not null)),
  constraint a_leaving_is_whole check ((left_at is null) = (left_because is null)),
  foreign key (region_id, systemic_id) references systemic_cases (region_id, id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create unique index one_systemic_per_case on systemic_members (region_id, case_id) where left_at is null;
create unique index one_systemic_per_source on systemic_members (region_id, kind, source_ref)
  where left_at is null and source_ref is not null;
create index systemic_members_of_systemic on systemic_members (region_id, systemic_id, joined_at);
select protect_region_table('systemic_members', 'select, insert, update');

-- The clinic's time for its plan, each round with how it was counted.
create table systemic_clocks (
  region_id text not null,
  systemic_id uuid not null,
  round integer not null,
  term jsonb not null,
  is_verified boolean not null,
  started_at timestamptz not null,
  pauses jsonb not null default '[]',
  stopped_at timestamptz,
  due_at timestamptz,
  due_date date,
  derivation jsonb not null,
  late boolean,
  primary key (region_id, systemic_id, round),
  foreign key (region_id, systemic_id) references systemic_cases (region_id, id)
);
select protect_region_table('systemic_clocks', 'select, insert, update');

create table systemic_plans (
  region_id text not null,
  id uuid not null,
  systemic_id uuid not null,
  version integer not null,
  state text not null check (state in ('handed-in', 'returned', 'published', 'replaced')),
  outcome text not null check (outcome in ('change-made', 'change-planned', 'no-change')),
  text_sealed text,
  -- The steps, as JSON, until a moderator has let them out.
  steps_sealed text,
  text_public text,
  signer_name text not null,
  signer_post text not null,
  written_by uuid not null,
  written_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  reason_code text,
  reason_sealed text,
  published_at timestamptz,
  primary key (region_id, id),
  constraint one_version_per_plan unique (region_id, systemic_id, version),
  constraint plan_public_once_published check ((text_public is not null) = (state in ('published', 'replaced'))),
  constraint plan_returned_with_reason check ((state = 'returned') = (reason_code is not null)),
  foreign key (region_id, systemic_id) references systemic_cases (region_id, id)
);
create unique index one_waiting_plan on systemic_plans (region_id, systemic_id) where state = 'handed-in';
create unique index one_published_plan on systemic_plans (region_id, systemic_id) where state = 'published';
select protect_region_table('systemic_plans', 'select, insert, update');

create table systemic_steps (
  region_id text not null,
  plan_id uuid not null,
  position integer not null,
  what text not null,
  owner text not null,
  until date not null,
  due_at timestamptz not null,
  state text not null check (state in ('promised', 'overdue', 'done', 'kept', 'not-kept')),
  late boolean not null default false,
  reported_at timestamptz,
  primary key (region_id, plan_id, position),
  foreign key (region_id, plan_id) references systemic_plans (region_id, id)
);
create index systemic_steps_due on systemic_steps (region_id, due_at) where state = 'promised';
select protect_region_table('systemic_steps', 'select, insert, update');

create table systemic_entries (
  region_id text not null,
  systemic_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  move text not null,
  role text not null,
  actor text not null,
  reason_code text,
  primary key (region_id, systemic_id, seq),
  foreign key (region_id, systemic_id) references systemic_cases (region_id, id)
);
select protect_region_table('systemic_entries', 'select, insert');

-- A message that its author took back, that was erased or that went elsewhere leaves by itself, in the same
-- transaction: its number is not read here a moment longer.
create function systemic_member_leaves() returns trigger language plpgsql as $$
begin
  update systemic_members set
    left_at = coalesce(
      (select e.at from case_entries e
        where e.region_id = new.region_id and e.case_id = new.id and e.seq = new.version), now()),
    left_because = case
      when new.erased_at is not null then 'erased'
      when new.state = 'withdrawn' or new.retracted_at is not null then 'withdrawn'
      else 'elsewhere' end
  where region_id = new.region_id and case_id = new.id and left_at is null;
  return null;
end $$;
create trigger systemic_member_leaves
  after update of state, clinic_id, erased_at, retracted_at on cases
  for each row when (
    (new.state in ('withdrawn', 'redirected') and old.state <> new.state)
    or new.clinic_id <> old.clinic_id
    or (new.erased_at is not null and old.erased_at is null)
    or (new.retracted_at is not null and old.retracted_at is null))
  execute function systemic_member_leaves();

create function systemic_member_taken_down() returns trigger language plpgsql as $$
begin
  update systemic_members set left_at = new.taken_at, left_because = 'taken-down'
  where region_id = new.region_id and case_id = new.case_id and left_at is null;
  return null;
end $$;
create trigger systemic_member_taken_down after insert on take_downs
  for each row when (new.kind = 'story') execute function systemic_member_taken_down();

-- Kept pages are made anew once something that was public goes.
create trigger systemic_member_notes_public_change after update on systemic_members
  for each row when (old.left_at is null and new.left_at is not null) execute function note_public_change();
create trigger systemic_case_notes_public_change after update on systemic_cases
  for each row when (old.opened_at is not null) execute function note_public_change();
