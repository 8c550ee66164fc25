-- What was answered. No table here knows a person, an invitation, a token or an instant finer than the day, and
-- none has a foreign key into the store of people: a key would leave a mark of one store upon a row of the other.
-- On the side of people there is one table, of drafts; the rest is the answers' side.

-- The side of people. Sealed under a key made of the token, which is kept nowhere: the database and its keys do
-- not open it. The hash is made for another purpose than the token's own, so the two do not meet.
create table survey_drafts (
  region_id text not null,
  draft_hash text not null,
  form_id uuid not null,
  form_version text not null,
  sealed bytea not null,
  expires_on date not null,
  primary key (region_id, draft_hash)
);
create index survey_drafts_by_age on survey_drafts (region_id, expires_on);
select protect_region_table('survey_drafts');

-- The keys of one day: everybody's answer is sealed to the public half, the other half goes with the last of them.
create table answer_batch_keys (
  region_id text not null,
  id uuid not null,
  day date not null,
  public_key bytea not null,
  kek_id text not null,
  wrapped text,
  destroyed_on date,
  primary key (region_id, id),
  constraint one_batch_key_per_day unique (region_id, day),
  constraint destroyed_batch_keys_hold_nothing check ((wrapped is null) = (destroyed_on is not null))
);
select protect_answers_table('answer_batch_keys', 'select, insert, update',
  'select (region_id, id, day, public_key, destroyed_on)');

-- Answers until their batch, all of one size. The app puts in and cannot look.
create table waiting_answers (
  region_id text not null,
  id uuid not null,
  batch_key_id uuid not null,
  place_id uuid not null,
  form_id uuid not null,
  form_version text not null,
  mode text not null check (mode in ('mail', 'cabinet', 'sms', 'messenger', 'paper', 'tablet', 'poster')),
  day date not null,
  receipt_check text not null,
  sealed bytea not null,
  primary key (region_id, id)
);
alter table waiting_answers alter column sealed set storage external;
select protect_answers_table('waiting_answers', 'select, delete', 'insert');

create table survey_answers (
  region_id text not null,
  id uuid not null,
  place_id uuid,
  organisation_id text,
  sector text not null,
  form_id uuid not null,
  form_version text not null,
  service_group text,
  mode text not null check (mode in ('mail', 'cabinet', 'sms', 'messenger', 'paper', 'tablet', 'poster')),
  grain text not null check (grain in ('day', 'week', 'month', 'quarter')),
  window_start date not null,
  weight_class integer not null check (weight_class in (1, 2, 4, 8)),
  items jsonb not null,
  receipt_hash text not null,
  primary key (region_id, id),
  constraint one_answer_per_receipt unique (region_id, receipt_hash)
);
select protect_answers_table('survey_answers', 'select, insert, delete');

-- True counts, kept up with each release; nobody but the answers' role sees them.
create table answer_counts (
  region_id text not null,
  -- place:ID, organisation:ID or sector:NAME
  scope text not null,
  form_id uuid not null,
  -- Empty: all versions together.
  form_version text not null,
  mode text not null,
  -- The first day of the month; a week belongs to the month of its Thursday.
  month date not null,
  item text not null,
  code text not null,
  n integer not null check (n >= 0),
  weight integer not null check (weight >= 0),
  -- How many answers moved this count since it was shown last.
  changed integer not null,
  primary key (region_id, scope, form_id, form_version, mode, month, item, code)
);
select protect_answers_table('answer_counts', 'select, insert, update, delete');

-- What everybody may see of them: an item's codes move together and only when enough answers changed.
create table shown_counts (
  region_id text not null,
  scope text not null,
  form_id uuid not null,
  form_version text not null,
  mode text not null,
  month date not null,
  item text not null,
  code text not null,
  n integer not null check (n >= 0),
  weight integer not null check (weight >= 0),
  primary key (region_id, scope, form_id, form_version, mode, month, item, code)
);
select protect_answers_table('shown_counts', 'select, insert, update, delete', 'select');
create trigger public_change after insert or update or delete on shown_counts
  for each statement execute function note_public_change();

-- That there was a release, for pages that wait for one.
create table survey_releases (
  region_id text not null,
  id uuid not null,
  day date not null,
  answers integer not null,
  primary key (region_id, id)
);
create index survey_releases_by_day on survey_releases (region_id, day);
select protect_answers_table('survey_releases', 'select, insert', 'select');

-- Comments are sealed to the key of their month: who releases them cannot read them again, who moderates can.
create table comment_keys (
  region_id text not null,
  id uuid not null,
  month date not null,
  public_key bytea not null,
  kek_id text not null,
  wrapped text,
  primary key (region_id, id),
  constraint one_comment_key_per_month unique (region_id, month)
);
select protect_answers_table('comment_keys', 'select (region_id, id, month, public_key)',
  'select, insert, update');

-- Free text by itself, under an id and a receipt of its own: not beside the codes of the same answer.
create table survey_comments (
  region_id text not null,
  id uuid not null,
  place_id uuid,
  form_id uuid not null,
  mode text not null,
  grain text not null check (grain in ('day', 'week', 'month', 'quarter')),
  window_start date not null,
  comment_key_id uuid not null,
  sealed bytea not null,
  receipt_hash text not null,
  state text not null check (state in ('waiting', 'published', 'refused', 'urgent', 'withdrawn')),
  public_text text,
  primary key (region_id, id),
  constraint one_comment_per_receipt unique (region_id, receipt_hash),
  constraint comment_public_while_published check ((public_text is not null) = (state = 'published'))
);
create index survey_comments_of_place on survey_comments (region_id, place_id, window_start, id);
create index survey_comments_waiting on survey_comments (region_id, id) where state in ('waiting', 'urgent');
select protect_answers_table('survey_comments', 'insert', 'select, update');
