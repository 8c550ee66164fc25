-- Topics are region data with versions; complaints are what the case engine does not know of a case.

create table topics (
  region_id text not null,
  code text not null,
  version integer not null,
  category_code text not null,
  category_ru text not null,
  category_en text not null,
  wording_ru text not null,
  wording_en text not null,
  short_ru text not null,
  short_en text not null,
  object_kind text not null,
  definition jsonb not null,
  terms jsonb not null,
  position integer not null,
  suspended_reason text,
  valid_from timestamptz not null,
  valid_to timestamptz,
  primary key (region_id, code, version)
);
create unique index one_current_version_per_topic on topics (region_id, code) where valid_to is null;
select protect_region_table('topics');

-- A form not sent yet, sealed with a key derived from the browser's own token: without the token nobody
-- reads it, the operator included.
create table complaint_drafts (
  region_id text not null,
  token_hash text not null,
  content text not null,
  updated_at timestamptz not null,
  primary key (region_id, token_hash)
);
create index complaint_drafts_by_age on complaint_drafts (region_id, updated_at);
select protect_region_table('complaint_drafts');

create table complaints (
  region_id text not null,
  case_id uuid not null,
  topic_code text not null,
  topic_version integer not null,
  object_id uuid,
  happened_on date,
  breach jsonb,
  facts_sealed text not null,
  story_sealed text not null,
  private_sealed text,
  story_public text,
  confirm_hash text,
  confirm_expires_at timestamptz,
  search tsvector generated always as (to_tsvector('russian', search_form(coalesce(story_public, '')))) stored,
  primary key (region_id, case_id),
  constraint one_use_per_confirmation unique (region_id, confirm_hash),
  foreign key (region_id, case_id) references cases (region_id, id),
  foreign key (region_id, topic_code, topic_version) references topics (region_id, code, version)
);
create index complaints_by_words on complaints using gin (search);
select protect_region_table('complaints');
