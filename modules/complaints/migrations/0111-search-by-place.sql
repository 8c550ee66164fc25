-- A filter of a search (a clinic, its district or okrug, a topic) is a mark among the words as the blocks of days
-- are: the index of words then finds what stands behind the filter alone, not these words all over the region.

-- Where the case is and what about; stays when its words go. Begins with «@», which no word that people search for does.
alter table complaints add column search_marks text[] not null default '{}';

create function story_search(story text, published_on date, marks text[]) returns tsvector
language sql immutable parallel safe
return case
  when story is null then ''::tsvector
  else story_search(story, published_on) || array_to_tsvector(marks)
end;

create function search_marks_of(clinic_id uuid, district_id text, okrug_id text, topic text) returns text[]
language sql immutable parallel safe
return array_remove(
  array['@clinic:' || clinic_id::text, '@district:' || district_id, '@okrug:' || okrug_id, '@topic:' || topic], null);

-- First without the index, so that a million rows are not put into it one by one.
alter table complaints drop column search;
alter table cases no force row level security;
alter table complaints no force row level security;
alter table complaints disable trigger user;
update complaints k
set search_marks = search_marks_of(c.clinic_id, c.district_id, c.okrug_id, c.subject_code)
from cases c where c.region_id = k.region_id and c.id = k.case_id;
alter table complaints enable trigger user;
alter table complaints force row level security;
alter table cases force row level security;
alter table complaints
  add column search tsvector generated always as (story_search(story_public, published_on, search_marks)) stored;
create index complaints_by_words on complaints using gin (search);

-- A complaint is written after its case.
create function note_search_marks() returns trigger language plpgsql as $$
begin
  select search_marks_of(c.clinic_id, c.district_id, c.okrug_id, c.subject_code) into new.search_marks
  from cases c where c.region_id = new.region_id and c.id = new.case_id;
  -- Without a case the foreign key says so, not this.
  new.search_marks := coalesce(new.search_marks, '{}');
  return new;
end $$;
create trigger search_marks_note before insert on complaints
  for each row execute function note_search_marks();

create function move_search_marks() returns trigger language plpgsql as $$
begin
  update complaints set search_marks = search_marks_of(new.clinic_id, new.district_id, new.okrug_id, new.subject_code)
  where region_id = new.region_id and case_id = new.id;
  return null;
end $$;
create trigger search_marks_move after update of clinic_id, district_id, okrug_id, subject_code on cases
  for each row when ((old.clinic_id, old.district_id, old.okrug_id, old.subject_code)
    is distinct from (new.clinic_id, new.district_id, new.okrug_id, new.subject_code))
  execute function move_search_marks();
