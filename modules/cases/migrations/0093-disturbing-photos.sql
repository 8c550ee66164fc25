-- What a moderator has marked stays veiled for everybody until it is opened.
alter table case_photos add column disturbing boolean not null default false;
