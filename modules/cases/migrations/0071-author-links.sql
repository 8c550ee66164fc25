-- A link in a letter by which an author says one thing about one case, without signing in: of the answer,
-- to the clinic's question, of the promised day. Only the digest of it is kept.
create table case_author_links (
  region_id text not null,
  token_hash text not null,
  case_id uuid not null,
  purpose text not null check (purpose in ('verdict', 'question', 'plan')),
  round integer not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (region_id, token_hash),
  foreign key (region_id, case_id) references cases (region_id, id)
);
create index case_author_links_of_case on case_author_links (region_id, case_id);
select protect_region_table('case_author_links', 'select, insert, update');
