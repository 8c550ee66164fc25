-- The side of answers: which receipts were counted on which day, so that who holds one can see it and anybody can
-- check that none was left out. A leaf is a hash of the receipt alone, for this place alone: it is beside no answer.
create table survey_answer_leaves (
  region_id text not null,
  -- The day of the batch in the region's zone.
  day date not null,
  leaf text not null check (leaf ~ '^[0-9a-f]{64}$'),
  primary key (region_id, day, leaf)
);
create index survey_answer_leaves_by_leaf on survey_answer_leaves (region_id, leaf);

-- Once a day the leaves of the days before become one root each; each names the one before it and is signed.
create table survey_answer_days (
  region_id text not null,
  day date not null,
  count integer not null,
  total bigint not null,
  root text not null,
  prev text not null,
  hash text not null,
  signature text not null,
  key_id text not null,
  primary key (region_id, day)
);

-- A day that was signed takes no more: the batch fails and comes out with the next day's.
create function refuse_sealed_answer_day() returns trigger language plpgsql as $$
begin
  if exists (select 1 from survey_answer_days d where d.region_id = new.region_id and d.day >= new.day) then
    raise exception 'the day is sealed' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;
create trigger refuse_sealed_answer_day before insert on survey_answer_leaves
  for each row execute function refuse_sealed_answer_day();
create trigger survey_answer_leaves_append_only before update or delete or truncate on survey_answer_leaves
  for each statement execute function refuse_change();
create trigger survey_answer_days_append_only before update or delete or truncate on survey_answer_days
  for each statement execute function refuse_change();

select protect_answers_table('survey_answer_leaves', 'select, insert', 'select');
select protect_answers_table('survey_answer_days', 'select, insert', 'select');
