-- A word of one story in thirty is found in thirty thousand stories, of which a page shows twenty: the
-- newest. An index of words knows no order, so each story also carries marks of when it was published: the
-- blocks of 7, 56 and 364 days that its day falls into. Newest first is then: words and a block's mark.

-- The day (UTC) when the story was published; stays when its words go.
alter table complaints add column published_on date;

-- The marks begin with «~», which no word that people search for does.
create function story_search(story text, published_on date) returns tsvector
language sql immutable parallel safe
return case
  when story is null then ''::tsvector
  when published_on is null then to_tsvector('russian', search_form(story))
  else to_tsvector('russian', search_form(story)) || array_to_tsvector(array[
    '~7:' || ((published_on - date '2000-01-01') / 7)::text,
    '~56:' || ((published_on - date '2000-01-01') / 56)::text,
    '~364:' || ((published_on - date '2000-01-01') / 364)::text])
end;

-- First without the index, so that a million rows are not put into it one by one.
alter table complaints drop column search;
alter table cases no force row level security;
alter table complaints no force row level security;
update complaints k set published_on = (c.published_at at time zone 'UTC')::date
from cases c where c.region_id = k.region_id and c.id = k.case_id and c.published_at is not null;
alter table complaints force row level security;
alter table cases force row level security;
alter table complaints
  add column search tsvector generated always as (story_search(story_public, published_on)) stored;
create index complaints_by_words on complaints using gin (search);

-- What everybody could read may be read no more: pages that are kept for a moment are made anew.
create trigger public_change_update after update on complaints for each row
  when (old.story_public is not null and old.story_public is distinct from new.story_public)
  execute function note_public_change();
create trigger public_change after insert or update or delete on topics
  for each statement execute function note_public_change();
