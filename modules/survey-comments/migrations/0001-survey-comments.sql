-- What becomes of free comments. All of it stands on the app's side; of the answers it knows nothing but the row
-- of survey_comments, and that row has no tie to marks or people. Dates are days: no table here tells an instant.

-- What a moderator made of a comment. No word of it: cuts are places in the sealed original.
create table comment_reviews (
  region_id text not null,
  comment_id uuid not null,
  state text not null
    check (state in ('waiting', 'urgent', 'approved', 'published', 'refused', 'withdrawn')),
  reason_code text,
  cuts jsonb not null,
  -- Marks of it are likely to tell who wrote: a date, a room, a rare fact.
  details integer not null,
  -- The month everybody sees; a week belongs to the month of its Thursday.
  month date not null,
  -- Order among comments of one month: keyed, so it tells nothing of when one came.
  shown_order text not null,
  decided_by uuid,
  decided_on date,
  version integer not null check (version > 0),
  -- The original was emptied: its term is over, or its author took it back.
  emptied_on date,
  primary key (region_id, comment_id),
  foreign key (region_id, comment_id) references survey_comments (region_id, id),
  constraint refused_comment_with_reason check ((state = 'refused') = (reason_code is not null))
);
create index comment_reviews_open on comment_reviews (region_id, state, comment_id)
  where state in ('waiting', 'urgent', 'approved');
create index comment_reviews_shown on comment_reviews (region_id, month desc, shown_order)
  where state = 'published';
create index comment_reviews_unemptied on comment_reviews (region_id, month, comment_id) where emptied_on is null;
select protect_region_table('comment_reviews', 'select, insert, update');
create trigger comment_reviews_note_public_change after update on comment_reviews
  for each row when (old.state = 'published' or new.state = 'published')
  execute function note_public_change();

create table comment_themes (
  region_id text not null,
  comment_id uuid not null,
  aspect text not null,
  side text not null check (side in ('praise', 'criticism')),
  by text not null check (by in ('rule', 'person')),
  model_version text not null,
  -- A person struck it out: kept, so that drift of the rules can be counted.
  struck boolean not null default false,
  primary key (region_id, comment_id, aspect, side),
  foreign key (region_id, comment_id) references survey_comments (region_id, id)
);
create index comment_themes_by_aspect on comment_themes (region_id, aspect, side, comment_id);
select protect_region_table('comment_themes', 'select, insert, update, delete');
create trigger comment_themes_note_public_change after update on comment_themes
  for each row execute function note_public_change();

-- Stems of published words alone: search never meets a hidden one.
create table comment_terms (
  region_id text not null,
  stem text not null collate "C",
  comment_id uuid not null,
  primary key (region_id, stem, comment_id),
  foreign key (region_id, comment_id) references survey_comments (region_id, id)
);
create index comment_terms_of_comment on comment_terms (region_id, comment_id);
select protect_region_table('comment_terms', 'select, insert, delete');

-- The clinic's answer to a comment: one, read by a moderator before anybody sees it.
create table comment_replies (
  region_id text not null,
  comment_id uuid not null,
  state text not null
    check (state in ('handed-in', 'with-controller', 'returned', 'published', 'hidden')),
  outcome text not null check (outcome in ('looking', 'changed', 'cannot')),
  data_key_id uuid not null,
  words_sealed text not null,
  -- Since when it is otherwise; a claim of change without a day is not one.
  changed_since date,
  text_public text,
  reason_codes text[] not null,
  written_by uuid not null,
  decided_by uuid,
  decided_on date,
  version integer not null check (version > 0),
  primary key (region_id, comment_id),
  foreign key (region_id, comment_id) references survey_comments (region_id, id),
  foreign key (region_id, data_key_id) references data_keys (region_id, id),
  constraint reply_public_while_published check ((text_public is not null) = (state = 'published')),
  constraint changed_reply_with_day check ((outcome = 'changed') = (changed_since is not null))
);
create index comment_replies_waiting on comment_replies (region_id, comment_id)
  where state in ('handed-in', 'with-controller');
select protect_region_table('comment_replies', 'select, insert, update');
create trigger comment_replies_note_public_change after update on comment_replies
  for each row when (old.state = 'published' or new.state = 'published')
  execute function note_public_change();
