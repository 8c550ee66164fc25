-- The account library's own tables, in its own schema and for its own role. It knows people by a
-- made-up address (person id at person.invalid), so nothing here tells who somebody is.
create schema accounts_auth;

create table accounts_auth."user" (
  id text not null primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);

create table accounts_auth.session (
  id text not null primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references accounts_auth."user" (id) on delete cascade,
  -- The id of the living row in `sessions`.
  reference text not null unique
);
create index "session_userId_idx" on accounts_auth.session ("userId");

create table accounts_auth.account (
  id text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references accounts_auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on accounts_auth.account ("userId");

create table accounts_auth.verification (
  id text not null primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index verification_identifier_idx on accounts_auth.verification (identifier);

do $$ begin
  execute format('grant usage on schema accounts_auth to %I', current_setting('otklik.auth_role'));
  execute format('grant select, insert, update, delete on all tables in schema accounts_auth to %I',
                 current_setting('otklik.auth_role'));
end $$;
