-- What a machine's key may ask for in an hour and in a day, until when it opens anything, and whose it is.
alter table api_keys
  add column per_hour_max integer not null default 6000 check (per_hour_max > 0),
  add column per_day_max integer not null default 60000 check (per_day_max > 0),
  add column valid_to timestamptz,
  add column contact_note text;
