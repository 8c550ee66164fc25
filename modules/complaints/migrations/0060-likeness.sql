-- What a published story is compared by when somebody writes of the like: concepts, stems, numbers, made from
-- the public text alone and gone with it. Null where it is made when it is asked for.
alter table complaints add column likeness text[];
alter table complaints add constraint likeness_of_public_text check (likeness is null or story_public is not null);
