-- What was expected of a day, when, and what came: so that everybody sees how good forecasts are.
create table moderation_forecasts (
  region_id text not null,
  day date not null,
  made_on date not null check (made_on < day),
  expected real not null,
  p10 real not null,
  p90 real not null,
  came integer check (came >= 0),
  primary key (region_id, day, made_on)
);
create index moderation_forecasts_open on moderation_forecasts (region_id, day) where came is null;
select protect_region_table('moderation_forecasts', 'select, insert, update');
