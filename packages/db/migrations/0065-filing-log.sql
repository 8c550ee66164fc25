-- The log of filings: one hash for each message that its author has confirmed, by the day (UTC). It holds no
-- moment, no case and no word, and only its author's proof can tell which hash is whose.
create table filing_log (
  region_id text not null,
  day date not null,
  leaf text not null check (leaf ~ '^[0-9a-f]{64}$'),
  primary key (region_id, day, leaf)
);

-- Once a day the hashes of the day before become one root; each day names the one before it and is signed.
create table filing_days (
  region_id text not null,
  day date not null,
  count integer not null,
  -- With all days before.
  total bigint not null,
  root text not null,
  prev text not null,
  hash text not null,
  signature text not null,
  key_id text not null,
  signed_at timestamptz not null,
  primary key (region_id, day)
);

create function refuse_sealed_day() returns trigger language plpgsql as $$
begin
  if exists (select 1 from filing_days where region_id = new.region_id and day >= new.day) then
    -- Read as «changed meanwhile»: sent once more, it goes into the next day.
    raise exception 'the day is sealed' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;
create trigger refuse_sealed_day before insert on filing_log
  for each row execute function refuse_sealed_day();

create trigger filing_log_append_only before update or delete or truncate on filing_log
  for each statement execute function refuse_change();
create trigger filing_days_append_only before update or delete or truncate on filing_days
  for each statement execute function refuse_change();

select protect_region_table('filing_log', 'select, insert');
select protect_region_table('filing_days', 'select, insert');
