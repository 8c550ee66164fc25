-- Addresses live here and nowhere else, sealed under the author's own data key; others keep the id.
create table contacts (
  region_id text not null,
  id uuid not null,
  data_key_id uuid not null,
  email_sealed text not null,
  -- Keyed hash of the normalised address; null once the contact was forgotten.
  email_index text,
  locale text not null check (locale in ('ru', 'en')),
  confirmed_at timestamptz,
  bounced_at timestamptz,
  created_at timestamptz not null,
  synthetic boolean not null default false,
  primary key (region_id, id),
  foreign key (region_id, data_key_id) references data_keys (region_id, id),
  constraint one_contact_per_address unique (region_id, email_index)
);
select protect_region_table('contacts');

-- Outbox: a row is written in the transaction of the act that it tells of, and delivered at least once.
create table letters (
  region_id text not null,
  id uuid not null,
  contact_id uuid not null,
  template text not null,
  -- Ids, codes, dates, numbers and public facts only.
  data jsonb not null,
  -- The path with its token, sealed under the contact's data key; emptied once it was sent.
  secret_sealed text,
  -- Who asks twice for the same letter sends one.
  dedupe_key text,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'given-up')),
  attempts integer not null default 0,
  lease_until timestamptz,
  -- Grows with each lease: a worker that lost its lease may not write the outcome.
  fence integer not null default 0,
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, contact_id) references contacts (region_id, id) on delete cascade,
  constraint one_letter_per_key unique (region_id, dedupe_key),
  constraint sent_letters_hold_no_secret check (state in ('queued', 'sending') or secret_sealed is null)
);
create index letters_waiting on letters (region_id, created_at) where state in ('queued', 'sending');
select protect_region_table('letters');
