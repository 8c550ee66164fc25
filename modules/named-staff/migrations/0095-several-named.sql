-- Several people in one message: each link is about one of those whom it names, counted from 1.
alter table named_links
  add column person smallint not null default 1 constraint named_person_counted_from_one check (person between 1 and 10);
alter table named_links drop constraint one_named_link_per_version;
alter table named_links
  add constraint one_named_link_per_version primary key (region_id, case_id, person, version);
drop index one_current_named_link_per_case;
create unique index one_current_named_link_per_person on named_links (region_id, case_id, person) where is_current;
-- The holder of a post is told, heard and counted once a message, however often it names them.
create unique index one_settled_link_per_post on named_links (region_id, case_id, post_id)
  where is_current and state = 'settled';
