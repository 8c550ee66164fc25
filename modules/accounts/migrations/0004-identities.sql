-- Providers of identity are data: an installation adds one without a deploy.
create table identity_providers (
  region_id text not null,
  code text not null,
  kind text not null check (kind in ('oidc', 'mosru', 'esia')),
  name_ru text not null,
  name_en text not null,
  issuer text not null,
  client_id text not null,
  data_key_id uuid not null,
  -- Empty for a public client.
  secret_sealed text not null,
  auth_method text not null check (auth_method in ('client_secret_basic', 'client_secret_post', 'none')),
  id_token_alg text not null,
  scopes text[] not null,
  audience text not null check (audience in ('citizens', 'staff', 'everybody')),
  -- Which of its claims is what, and which of them mean how much assurance.
  claims jsonb not null,
  levels jsonb not null,
  userinfo boolean not null,
  trusts_email boolean not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (region_id, code),
  foreign key (region_id, data_key_id) references data_keys (region_id, id)
);
select protect_region_table('identity_providers');

-- One way to a provider and back. Nonce and verifier are derived from the state, which is not stored.
create table oidc_flows (
  region_id text not null,
  id uuid not null,
  provider text not null,
  purpose text not null check (purpose in ('sign-in', 'link', 'step-up')),
  state_hash text not null,
  -- The browser that set out: an answer brought by another one opens nothing.
  browser_hash text not null,
  locale text not null check (locale in ('ru', 'en')),
  person_id uuid,
  session_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  spent_at timestamptz,
  completed_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, provider) references identity_providers (region_id, code),
  constraint one_flow_per_state unique (region_id, state_hash),
  constraint flows_of_a_person_name_them check ((purpose = 'sign-in') = (person_id is null))
);
select protect_region_table('oidc_flows');

-- Somebody at a provider, known by a keyed hash of issuer and subject.
create table identities (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  provider text not null,
  subject_index text not null,
  assurance text not null check (assurance in ('simple', 'standard', 'confirmed', 'biometric')),
  linked_at timestamptz not null,
  last_used_at timestamptz not null,
  unlinked_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, person_id) references people (region_id, id),
  foreign key (region_id, provider) references identity_providers (region_id, code)
);
create unique index one_person_per_identity on identities (region_id, provider, subject_index)
  where unlinked_at is null;
create index identities_of_person on identities (region_id, person_id) where unlinked_at is null;
select protect_region_table('identities');

create table passkeys (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  name text not null,
  credential_id text not null,
  -- COSE key, base64url.
  public_key text not null,
  sign_count bigint not null,
  transports text[] not null,
  -- The device asked for a finger, a face or a code: then it counts as a second factor.
  user_verified boolean not null,
  backed_up boolean not null,
  created_at timestamptz not null,
  last_used_day date,
  removed_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, person_id) references people (region_id, id)
);
-- Removed ones too: a credential never comes back as somebody else's.
create unique index one_passkey_per_credential on passkeys (region_id, credential_id);
create index passkeys_of_person on passkeys (region_id, person_id) where removed_at is null;
select protect_region_table('passkeys');

create table passkey_challenges (
  region_id text not null,
  id uuid not null,
  challenge_hash text not null,
  purpose text not null check (purpose in ('register', 'prove')),
  person_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  spent_at timestamptz,
  primary key (region_id, id),
  constraint one_row_per_challenge unique (region_id, challenge_hash)
);
select protect_region_table('passkey_challenges');

-- Links by letter, for one session each: to prove oneself again, and to show that a new address is one's own.
create table mailed_links (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  session_id uuid not null,
  purpose text not null check (purpose in ('step-up', 'new-address')),
  contact_id uuid not null,
  token_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  spent_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, person_id) references people (region_id, id),
  foreign key (region_id, contact_id) references contacts (region_id, id) on delete cascade
);
create index mailed_links_of_session on mailed_links (region_id, session_id) where spent_at is null;
select protect_region_table('mailed_links');

-- What somebody was about to send when they were asked to prove themselves again.
create table parked_deeds (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  data_key_id uuid not null,
  content_sealed text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (region_id, id),
  foreign key (region_id, person_id) references people (region_id, id),
  foreign key (region_id, data_key_id) references data_keys (region_id, id)
);
select protect_region_table('parked_deeds');

-- Null: a factor of the person's is still owed, so that nothing has been proved.
alter table sessions add column proven_at timestamptz;
alter table sessions add column method text not null default 'link'
  check (method in ('link', 'oidc', 'passkey'));
alter table sessions add column assurance text not null default 'simple'
  check (assurance in ('simple', 'standard', 'confirmed', 'biometric'));

alter table grants add column reason text;
alter table grants add column handed_from uuid;
alter table grants add column revoked_by uuid;
alter table grants add column revoke_reason text;
-- When the sessions of its holder were ended because it began; null while that is ahead.
alter table grants add column begun_at timestamptz;
update grants set begun_at = valid_from;
create index grants_of_person on grants (region_id, person_id);
create index grants_of_place on grants (region_id, reach_kind, reach_id);
