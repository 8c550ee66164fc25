-- Why a supporter's note was not let out, and what the moderator said to it, under the support's own key.
alter table case_supports
  add column note_reason text,
  add column note_reply_sealed text;

-- Beside whoever left no address no moment is kept: of what is there already the day stays. What is written from
-- now on is written so; who said it when is nobody's business after that day.
alter table cases no force row level security;
alter table case_supports no force row level security;
alter table case_support_verdicts no force row level security;
alter table case_promises no force row level security;
update case_supports set at = date_trunc('day', at, 'UTC') where receipt_case_id is not null;
update case_support_verdicts as verdict set given_at = date_trunc('day', given_at, 'UTC')
from case_supports as support
where support.region_id = verdict.region_id and support.id = verdict.support_id
  and support.receipt_case_id is not null;
update case_promises as promise set judged_at = date_trunc('day', judged_at, 'UTC')
from cases
where cases.region_id = promise.region_id and cases.id = promise.case_id and cases.by_receipt
  and promise.judged_at is not null;
alter table case_promises force row level security;
alter table case_support_verdicts force row level security;
alter table case_supports force row level security;
alter table cases force row level security;

-- An alarm beside the course of a case: it is settled and stays so, or somebody who joined raises it. The duty has
-- it with a clock of its own, and the case stands where it stood.
create table case_alarms (
  region_id text not null,
  id uuid not null,
  case_id uuid not null,
  -- `words`: nobody pressed a button, what was written sounds so.
  raised_by text not null check (raised_by in ('author', 'supporter', 'staff', 'words')),
  -- Whoever raised it left no address: of a settled alarm the day stays.
  by_receipt boolean not null,
  raised_at timestamptz not null,
  due_at timestamptz,
  -- What was said with it, under the key of whoever said it.
  data_key_id uuid not null,
  note_sealed text,
  late_noted boolean not null default false,
  settled_at timestamptz,
  settled_by text,
  finding text check (finding in ('false-alarm', 'passed-on', 'erased')),
  reason_code text,
  -- What the duty wrote to it, under the case's key.
  remark_sealed text,
  primary key (region_id, id),
  constraint alarm_settled_whole check (
    (settled_at is null) = (settled_by is null) and (settled_at is null) = (finding is null)),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index alarms_open on case_alarms (region_id, due_at, id) where settled_at is null;
create index alarms_of_case on case_alarms (region_id, case_id, raised_at);
create index alarms_with_fine_times on case_alarms (region_id, raised_at)
  where by_receipt and settled_at is not null;
select protect_region_table('case_alarms', 'select, insert, update');

-- Words beside a case that were taken out of public sight on somebody's demand, and since when.
alter table case_supports add column note_taken_at timestamptz;
alter table case_promises add column taken_at timestamptz;
alter table case_proposals add column taken_at timestamptz;
