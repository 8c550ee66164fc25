-- By which tables of the calendar the running terms of a region were last counted, and how far the count got:
-- when a year's table comes or is corrected, every open case is counted anew once.
create table case_recounts (
  region_id text primary key,
  tables text not null,
  -- The last case that was counted; null once all were.
  after_id uuid,
  at timestamptz not null
);
select protect_region_table('case_recounts', 'select, insert, update');
