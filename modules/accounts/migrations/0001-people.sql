-- A person is a confirmed contact who has signed in; the address stays with the contact.
create table people (
  region_id text not null,
  id uuid not null,
  created_at timestamptz not null,
  disabled_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, id) references contacts (region_id, id)
);
select protect_region_table('people');

create table grants (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('moderator', 'executor', 'coordinator', 'controller', 'administrator')),
  reach_kind text not null check (reach_kind in ('region', 'district', 'organisation', 'clinic')),
  -- Empty for the whole region, so that the unique index sees two of them as one.
  reach_id text not null,
  valid_from timestamptz not null,
  valid_to timestamptz,
  granted_by uuid,
  revoked_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, person_id) references people (region_id, id),
  constraint whole_region_has_no_id check ((reach_kind = 'region') = (reach_id = ''))
);
create unique index one_grant_per_role_and_reach
  on grants (region_id, person_id, role, reach_kind, reach_id) where revoked_at is null;
create index grants_of_role on grants (region_id, role) where revoked_at is null;
select protect_region_table('grants');

create table sign_in_links (
  region_id text not null,
  id uuid not null,
  token_hash text not null,
  contact_id uuid not null,
  demo boolean not null default false,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, contact_id) references contacts (region_id, id) on delete cascade,
  constraint one_link_per_token unique (region_id, token_hash)
);
create index sign_in_links_of_contact on sign_in_links (region_id, contact_id, created_at);
select protect_region_table('sign_in_links');

create table invitations (
  region_id text not null,
  id uuid not null,
  token_hash text not null,
  contact_id uuid not null,
  role text not null,
  reach_kind text not null,
  reach_id text not null,
  -- Null: invited from the command line of the machine (the first administrator).
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, contact_id) references contacts (region_id, id) on delete cascade,
  constraint one_invitation_per_token unique (region_id, token_hash),
  constraint invitations_end_once check (accepted_at is null or revoked_at is null)
);
select protect_region_table('invitations');

-- The truth about who is signed in. The account library keeps the cookie's token; without a living row
-- here it opens nothing, so that ending a session is part of the transaction that ends a right.
create table sessions (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  -- "firefox/windows": coarse words, never the browser's own line.
  device text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_seen_day date not null,
  second_factor_at timestamptz,
  -- Counts only while the installation runs in demo mode.
  demo_second_factor boolean not null default false,
  ended_at timestamptz,
  primary key (region_id, id),
  foreign key (region_id, person_id) references people (region_id, id)
);
create index sessions_of_person on sessions (region_id, person_id) where ended_at is null;
select protect_region_table('sessions');

create table second_factors (
  region_id text not null,
  id uuid not null,
  person_id uuid not null,
  data_key_id uuid not null,
  secret_sealed text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  removed_at timestamptz,
  -- The time step of the last code taken: a code, or an older one, is never taken twice.
  last_step bigint not null default 0,
  primary key (region_id, id),
  foreign key (region_id, person_id) references people (region_id, id),
  foreign key (region_id, data_key_id) references data_keys (region_id, id)
);
create unique index one_second_factor_per_person on second_factors (region_id, person_id)
  where confirmed_at is not null and removed_at is null;
select protect_region_table('second_factors');

create table recovery_codes (
  region_id text not null,
  person_id uuid not null,
  code_hash text not null,
  used_at timestamptz,
  primary key (region_id, person_id, code_hash),
  foreign key (region_id, person_id) references people (region_id, id)
);
select protect_region_table('recovery_codes');

create table api_keys (
  region_id text not null,
  id uuid not null,
  name text not null,
  key_hash text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  last_used_day date,
  primary key (region_id, id),
  constraint one_api_key_per_hash unique (region_id, key_hash)
);
create unique index one_living_api_key_per_name on api_keys (region_id, name) where revoked_at is null;
select protect_region_table('api_keys');
