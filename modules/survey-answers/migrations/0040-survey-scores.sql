-- The side of answers: sums that single counts cannot give. For a mean, its interval and weights per item, for a
-- composite of one respondent (item empty), and, over a whole sector, of two items together. Nothing here is finer
-- than the counts beside it, and what the app sees moves when their item's counts move.

create table answer_scores (
  region_id text not null,
  scope text not null,
  form_id uuid not null,
  form_version text not null,
  mode text not null,
  month date not null,
  item text not null,
  -- Sums are of whole numbers, so a double holds them exactly: of points of an item, of hundredths of a composite.
  method text not null check (method in ('points', 'half-scale')),
  method_version text not null,
  n integer not null check (n >= 0),
  weight integer not null check (weight >= 0),
  weight_sq integer not null check (weight_sq >= 0),
  sum double precision not null,
  sum_sq double precision not null,
  is_new boolean not null,
  primary key (region_id, scope, form_id, form_version, mode, month, item, method)
);
create index answer_scores_new on answer_scores (region_id) where is_new;
select protect_answers_table('answer_scores', 'select, insert, update, delete');

create table shown_scores (
  region_id text not null,
  scope text not null,
  form_id uuid not null,
  form_version text not null,
  mode text not null,
  month date not null,
  item text not null,
  method text not null,
  method_version text not null,
  n integer not null,
  weight integer not null,
  weight_sq integer not null,
  sum double precision not null,
  sum_sq double precision not null,
  primary key (region_id, scope, form_id, form_version, mode, month, item, method)
);
select protect_answers_table('shown_scores', 'select, insert, update, delete', 'select');
create trigger public_change after insert or update or delete on shown_scores
  for each statement execute function note_public_change();

-- Points of two items of the same answer, over a whole sector and year: what goes together with what.
create table answer_pairs (
  region_id text not null,
  sector text not null,
  form_id uuid not null,
  year integer not null,
  item_a text not null,
  item_b text not null,
  n integer not null check (n >= 0),
  sum_a double precision not null,
  sum_b double precision not null,
  sum_aa double precision not null,
  sum_bb double precision not null,
  sum_ab double precision not null,
  changed integer not null,
  primary key (region_id, sector, form_id, year, item_a, item_b)
);
select protect_answers_table('answer_pairs', 'select, insert, update, delete');

create table shown_pairs (
  region_id text not null,
  sector text not null,
  form_id uuid not null,
  year integer not null,
  item_a text not null,
  item_b text not null,
  n integer not null,
  sum_a double precision not null,
  sum_b double precision not null,
  sum_aa double precision not null,
  sum_bb double precision not null,
  sum_ab double precision not null,
  primary key (region_id, sector, form_id, year, item_a, item_b)
);
select protect_answers_table('shown_pairs', 'select, insert, update, delete', 'select');

-- Comparisons read one item of many places: the key begins with the place.
create index shown_scores_by_item on shown_scores (region_id, form_id, form_version, item, method, month);
create index shown_counts_by_item on shown_counts (region_id, form_id, form_version, item, month);
