-- The side of answers, where a region counts marks of single doctors. Apart from the answers themselves: a mark here
-- has no id, order or receipt of its answer, waits sealed, and is only ever seen as a sum of ten or more.
create table doctor_mark_keys (
  region_id text not null,
  id uuid not null,
  quarter date not null,
  public_key bytea not null,
  kek_id text not null,
  wrapped text,
  primary key (region_id, id),
  constraint one_doctor_mark_key_per_quarter unique (region_id, quarter)
);
select protect_answers_table('doctor_mark_keys', 'select, insert, update');

create table waiting_doctor_marks (
  region_id text not null,
  id uuid not null,
  -- The post as the source of the visit names it.
  doctor_id text not null,
  place_id uuid not null,
  form_id uuid not null,
  key_id uuid not null,
  -- Of one size: codes of options, never words.
  sealed bytea not null,
  primary key (region_id, id),
  foreign key (region_id, key_id) references doctor_mark_keys (region_id, id)
);
alter table waiting_doctor_marks alter column sealed set storage external;
create index waiting_doctor_marks_of_doctor on waiting_doctor_marks (region_id, doctor_id, place_id, form_id);
select protect_answers_table('waiting_doctor_marks', 'select, insert, delete');

-- Sums by the quarter in which they came out. The app reads them for the doctor and the head alone.
create table doctor_shown (
  region_id text not null,
  doctor_id text not null,
  place_id uuid not null,
  quarter date not null,
  form_id uuid not null,
  -- Empty with its code: how many marked; code empty: how many answered the item.
  item text not null,
  code text not null,
  n integer not null check (n >= 0),
  primary key (region_id, doctor_id, place_id, quarter, form_id, item, code)
);
create index doctor_shown_of_place on doctor_shown (region_id, place_id, quarter);
select protect_answers_table('doctor_shown', 'select, insert, update', 'select');
