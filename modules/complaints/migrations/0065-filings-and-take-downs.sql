-- What a proof of filing needs, sealed under the case's own key: which hash of the public log is whose.
create table complaint_filings (
  region_id text not null,
  case_id uuid not null,
  filing_sealed text not null,
  primary key (region_id, case_id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
select protect_region_table('complaint_filings', 'select, insert');

-- Every text that was taken out of public sight on a demand: when, why, on whose decision. A row is public and
-- is never deleted; what is put back gets its own date.
create table take_downs (
  region_id text not null,
  id uuid not null,
  case_id uuid not null,
  answer_id uuid,
  kind text not null check (kind in ('story', 'answer', 'photos')),
  ground text not null,
  demanded_by text not null,
  decided_by text not null,
  decider text not null,
  decision_number text,
  decision_date date,
  -- The text as it was public, under the case's key; null for photos.
  kept_sealed text,
  photo_ids uuid[] not null default '{}',
  taken_at timestamptz not null,
  taken_by text not null,
  restored_at timestamptz,
  restored_by text,
  restore_ground text,
  primary key (region_id, id),
  constraint outside_decision_is_named
    check (decided_by = 'platform' or (decision_number is not null and decision_date is not null)),
  constraint restored_with_ground check ((restored_at is null) = (restore_ground is null)),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create unique index one_standing_take_down on take_downs (region_id, case_id, kind) where restored_at is null;
create index take_downs_newest on take_downs (region_id, taken_at desc, id desc);
create index take_downs_of_case on take_downs (region_id, case_id);
select protect_region_table('take_downs', 'select, insert');
-- Putting back changes these three columns and no other.
do $$ begin
  execute format('grant update (restored_at, restored_by, restore_ground) on take_downs to %I',
    current_setting('otklik.app_role'));
end $$;
create trigger take_down_notes_public_change after insert or update on take_downs
  for each statement execute function note_public_change();
