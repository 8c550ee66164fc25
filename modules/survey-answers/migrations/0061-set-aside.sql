-- A box that does not open is set aside, counted and told of, and the rest of its batch comes out. It stays where it
-- is, so that its receipt still says «waits» and takes it back. Of doctors' marks the same.
alter table waiting_answers
  add column set_aside text,
  add column set_aside_on date,
  add constraint set_aside_for_a_reason check (
    set_aside in ('key-destroyed', 'key-absent', 'damaged') and set_aside_on is not null
    or set_aside is null and set_aside_on is null);
alter table waiting_doctor_marks
  add column set_aside text,
  add column set_aside_on date,
  add constraint mark_set_aside_for_a_reason check (
    set_aside in ('key-destroyed', 'key-absent', 'damaged') and set_aside_on is not null
    or set_aside is null and set_aside_on is null);
create index waiting_answers_set_aside on waiting_answers (region_id, set_aside_on) where set_aside is not null;

-- The private half of a quarter's key goes once nothing of it waits, or its term is over.
alter table doctor_mark_keys add column destroyed_on date;

-- What was lost for good, by the day: numbers alone, so that no figure excludes anything in silence.
create table survey_losses (
  region_id text not null,
  day date not null,
  kind text not null check (kind in ('answer', 'mark')),
  because text not null,
  n integer not null check (n > 0),
  primary key (region_id, day, kind, because)
);

do $$ begin
  execute format('grant update (set_aside, set_aside_on) on waiting_answers, waiting_doctor_marks to %I',
    current_setting('otklik.answers_role'));
end $$;
select protect_answers_table('survey_losses', 'select, insert, update', 'select');
