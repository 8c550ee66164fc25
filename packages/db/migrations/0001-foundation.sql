-- What every module stands on. Roles are named by the installation: the migrator sets
-- otklik.app_role, otklik.auditor_role and otklik.jobs_role for the session.

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;

-- One call protects a region table: row-level security enabled and forced, one policy, the app's rights.
-- Without a region in the transaction the setting is '' or null, and no row is seen or written.
create function protect_region_table(target regclass, rights text default 'select, insert, update, delete')
returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy one_region on %s
       using (region_id = nullif(current_setting(''app.region'', true), ''''))
       with check (region_id = nullif(current_setting(''app.region'', true), ''''))', target);
  execute format('grant %s on %s to %I', rights, target, current_setting('otklik.app_role'));
end $$;
revoke execute on function protect_region_table(regclass, text) from public;

-- Word forms and typos: ё as е, punctuation as spaces, case folded. Immutable, so that it can be indexed.
create function search_form(value text) returns text
language sql immutable strict parallel safe
return lower(translate(value, 'Ёё«»"№', 'Ее    '));

-- Facts of this installation: which key-encryption key its rows need, who made it.
create table installation (
  only_one boolean primary key default true check (only_one),
  kek_check text not null,
  demo boolean not null,
  created_at timestamptz not null default now()
);

-- Act log. The row is written in the act's own transaction and without a lock;
-- the sealer chains it afterwards (audit_seals), in order of commit visibility.
create table audit_rows (
  region_id text not null,
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor text not null,
  role text not null,
  action text not null,
  object text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  before text,
  after text,
  primary key (region_id, id)
);
create index audit_rows_in_visibility_order on audit_rows (xid, id);
create index audit_rows_of_object on audit_rows (region_id, object) where object <> '';

create table audit_seals (
  region_id text not null,
  seq bigint not null,
  row_id uuid not null,
  xid xid8 not null,
  prev_hash text not null,
  hash text not null,
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (region_id, seq),
  constraint one_seal_per_row unique (region_id, row_id)
);
create index audit_seals_in_visibility_order on audit_seals (xid desc, row_id desc);

create table audit_heads (
  region_id text not null,
  day date not null,
  seq bigint not null,
  hash text not null,
  signature text not null,
  signed_at timestamptz not null,
  primary key (region_id, day)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the act log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_rows_append_only before update or delete or truncate on audit_rows
  for each statement execute function refuse_change();
create trigger audit_seals_append_only before update or delete or truncate on audit_seals
  for each statement execute function refuse_change();
create trigger audit_heads_append_only before update or delete or truncate on audit_heads
  for each statement execute function refuse_change();

select protect_region_table('audit_rows', 'select, insert');
select protect_region_table('audit_seals', 'select');
select protect_region_table('audit_heads', 'select');
-- The sealer works for every region at once, under a role of its own that can read and append, nothing else.
do $$
declare t text;
begin
  foreach t in array array['audit_rows', 'audit_seals', 'audit_heads'] loop
    execute format('create policy auditor_reads on %I for select to %I using (true)', t, current_setting('otklik.auditor_role'));
    execute format('grant select on %I to %I', t, current_setting('otklik.auditor_role'));
  end loop;
  foreach t in array array['audit_seals', 'audit_heads'] loop
    execute format('create policy auditor_appends on %I for insert to %I with check (true)', t, current_setting('otklik.auditor_role'));
    execute format('grant insert on %I to %I', t, current_setting('otklik.auditor_role'));
  end loop;
  execute format('grant select, insert on installation to %I', current_setting('otklik.app_role'));
end $$;

-- Answers already given, so that a retry gets the same one. The answer is sealed with a key derived
-- from the sender's idempotency key, which is stored only as a hash.
create table idempotency_keys (
  region_id text not null,
  principal text not null,
  command text not null,
  key_hash text not null,
  body_hash text not null,
  answer text,
  created_at timestamptz not null,
  primary key (region_id, principal, command, key_hash)
);
create index idempotency_keys_by_age on idempotency_keys (region_id, created_at);
select protect_region_table('idempotency_keys');

-- Unlogged: a crash may forget a minute of counting, never an act.
create unlogged table rate_limits (
  region_id text not null,
  name text not null,
  key text not null,
  window_start timestamptz not null,
  window_s integer not null,
  count integer not null,
  primary key (region_id, name, key, window_start)
);
create index rate_limits_by_age on rate_limits (region_id, window_start);
select protect_region_table('rate_limits');

create table spent_proofs (
  region_id text not null,
  id text not null,
  expires_at timestamptz not null,
  constraint proof_spent_once primary key (region_id, id)
);
create index spent_proofs_by_expiry on spent_proofs (region_id, expires_at);
select protect_region_table('spent_proofs');

-- Data keys, wrapped by the installation's key-encryption key. Destroying the row's key erases all
-- that was sealed with it, in backups too once their short term is over.
create table data_keys (
  region_id text not null,
  id uuid not null,
  kek_id text not null,
  wrapped text,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  primary key (region_id, id),
  constraint destroyed_keys_hold_nothing check ((wrapped is null) = (destroyed_at is not null))
);
select protect_region_table('data_keys', 'select, insert, update');
