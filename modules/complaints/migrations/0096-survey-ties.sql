-- A complaint that its author began from the own comment in a survey. The hash is made of the comment's receipt for
-- this purpose alone, so without the receipt nobody tells which comment it is; the comment's row gets nothing.
create table complaint_draft_ties (
  region_id text not null,
  token_hash text not null,
  comment_hash text not null,
  primary key (region_id, token_hash),
  foreign key (region_id, token_hash) references complaint_drafts (region_id, token_hash) on delete cascade
);
select protect_region_table('complaint_draft_ties', 'select, insert, delete');

create table case_survey_ties (
  region_id text not null,
  case_id uuid not null,
  comment_hash text not null,
  primary key (region_id, case_id),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index case_survey_ties_by_comment on case_survey_ties (region_id, comment_hash);
select protect_region_table('case_survey_ties', 'select, insert, delete');
