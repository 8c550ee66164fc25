-- After its publication an answer is mended within half an hour, later only added to, with a date. Either goes
-- by a moderator first; what stood there before a mending is kept sealed.
create table case_answer_changes (
  region_id text not null,
  case_id uuid not null,
  id uuid not null,
  answer_id uuid not null,
  kind text not null check (kind in ('amendment', 'addition')),
  state text not null check (state in ('waiting', 'published', 'refused')),
  text_sealed text,
  -- An addition that everybody may read.
  text_public text,
  -- The words that an amendment replaced.
  was_sealed text,
  reason_code text,
  written_by text not null,
  written_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  primary key (region_id, case_id, id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create unique index one_waiting_change_per_case on case_answer_changes (region_id, case_id)
  where state = 'waiting';
create index case_answer_changes_waiting on case_answer_changes (region_id, written_at) where state = 'waiting';
select protect_region_table('case_answer_changes', 'select, insert, update');
