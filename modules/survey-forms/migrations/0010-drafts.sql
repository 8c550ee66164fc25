-- Drafts are edited by several people: each change says which state it saw, and whoever had a hand in a draft
-- does not publish it. Neither store: forms hold no person and no answer.
alter table survey_form_versions
  add column revision integer not null default 1,
  add column editors text[] not null default '{}';
create index survey_form_uses_of_version on survey_form_uses (region_id, form_id, version);
