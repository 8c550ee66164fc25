-- Who wants to hear of what, and how often. A row is here only once its owner has shown that the address
-- is theirs: by a sign-in or by the link of a confirmation letter.
create table subscriptions (
  region_id text not null,
  id uuid not null,
  contact_id uuid not null,
  kind text not null check (kind in ('region', 'clinic', 'place', 'topic', 'search', 'case')),
  -- One spelling per target, so that nobody has the same twice: `region`, `clinic:…`, `search:…`.
  target_key text not null,
  target jsonb not null,
  frequency text not null check (frequency in ('at-once', 'daily', 'weekly')),
  locale text not null check (locale in ('ru', 'en')),
  state text not null check (state in ('active', 'stopped')),
  stop_reason text check (stop_reason in ('asked', 'bounced')),
  -- Public changes up to here were told of, or looked at and found to be none.
  covered_until timestamptz not null,
  -- When it is looked at next; null for `at once` until something changes.
  next_at timestamptz,
  -- Not before this moment, however much happens: letters `at once` keep a distance.
  not_before timestamptz,
  created_at timestamptz not null,
  stopped_at timestamptz,
  primary key (region_id, id),
  constraint one_subscription_per_target unique (region_id, contact_id, target_key),
  foreign key (region_id, contact_id) references contacts (region_id, id) on delete cascade
);
create index subscriptions_due on subscriptions (region_id, next_at, target_key, id)
  where state = 'active' and next_at is not null;
create index subscriptions_at_once on subscriptions (region_id, target_key)
  where state = 'active' and frequency = 'at-once';
-- Searches are asked one by one; the others are found by their keys.
create index subscriptions_searches_at_once on subscriptions (region_id, target_key)
  where state = 'active' and frequency = 'at-once' and kind = 'search';
select protect_region_table('subscriptions');

-- What somebody has typed and not confirmed: nothing is sent of it but the letter that asks.
create table subscription_requests (
  region_id text not null,
  token_hash text not null,
  contact_id uuid not null,
  target_key text not null,
  target jsonb not null,
  frequency text not null check (frequency in ('at-once', 'daily', 'weekly')),
  locale text not null check (locale in ('ru', 'en')),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  primary key (region_id, token_hash),
  foreign key (region_id, contact_id) references contacts (region_id, id) on delete cascade
);
create index subscription_requests_by_age on subscription_requests (region_id, created_at);
create index subscription_requests_by_contact on subscription_requests (region_id, contact_id);
select protect_region_table('subscription_requests');

-- Outbox of digests: which span of time a letter tells of, and no word of it. What it says is read when it
-- leaves, so that what was hidden meanwhile is not in it.
create table subscription_letters (
  region_id text not null,
  id uuid not null,
  subscription_id uuid not null,
  -- `daily:2026-06-17`, `weekly:2026-06-15`, `at-once:` and an instant.
  period text not null,
  target_key text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  state text not null
    check (state in ('queued', 'handed', 'sent', 'empty', 'failed', 'given-up', 'in-doubt')),
  attempts integer not null default 0,
  -- Handed to the post office; what became of it is known by then, or never.
  lease_until timestamptz,
  not_before timestamptz not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (region_id, id),
  constraint one_digest_per_period unique (region_id, subscription_id, period),
  foreign key (region_id, subscription_id) references subscriptions (region_id, id) on delete cascade
);
create index subscription_letters_waiting on subscription_letters (region_id, not_before, target_key, id)
  where state = 'queued';
create index subscription_letters_handed on subscription_letters (region_id, lease_until)
  where state = 'handed';
create index subscription_letters_by_age on subscription_letters (region_id, created_at);
select protect_region_table('subscription_letters');

-- Up to where public changes were looked at for letters `at once`.
create table subscription_watermarks (
  region_id text not null primary key,
  seen_until timestamptz not null
);
select protect_region_table('subscription_watermarks');

-- Whoever is erased is written to no more, whichever verb erases; an address that bounces neither.
create function follow_contact_in_subscriptions() returns trigger language plpgsql as $$
begin
  if new.email_sealed = '' then
    delete from subscription_requests where region_id = new.region_id and contact_id = new.id;
    delete from subscriptions where region_id = new.region_id and contact_id = new.id;
  else
    update subscription_letters set state = 'failed', settled_at = new.bounced_at
    where region_id = new.region_id and state = 'queued' and subscription_id in (
      select id from subscriptions where region_id = new.region_id and contact_id = new.id);
    update subscriptions
    set state = 'stopped', stop_reason = 'bounced', stopped_at = new.bounced_at, next_at = null
    where region_id = new.region_id and contact_id = new.id and state = 'active';
  end if;
  return null;
end $$;
create trigger subscriptions_follow after update on contacts for each row
  when ((old.email_sealed <> '' and new.email_sealed = '')
    or (old.bounced_at is null and new.bounced_at is not null))
  execute function follow_contact_in_subscriptions();
