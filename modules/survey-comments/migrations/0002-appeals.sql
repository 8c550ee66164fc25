-- The author of a refused comment asks for a second look. The app's side; no word, no day and no author: whoever
-- holds the receipt asked, and the moment of it is kept nowhere.
create table comment_appeals (
  region_id text not null,
  comment_id uuid not null,
  state text not null check (state in ('waiting', 'kept', 'granted')),
  decided_by uuid,
  decided_on date,
  primary key (region_id, comment_id),
  foreign key (region_id, comment_id) references survey_comments (region_id, id),
  constraint settled_appeal_has_somebody check ((state = 'waiting') = (decided_by is null))
);
create index comment_appeals_waiting on comment_appeals (region_id, comment_id) where state = 'waiting';
select protect_region_table('comment_appeals', 'select, insert, update');
