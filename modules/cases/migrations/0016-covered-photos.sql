-- A photo painted over names the one it was made from, while that may still be had back: until the case is
-- published. The original then stands as 'removed', out of everybody's sight.
alter table case_photos add column original_id uuid;
create index case_photos_of_answer on case_photos (region_id, answer_id) where answer_id is not null;
