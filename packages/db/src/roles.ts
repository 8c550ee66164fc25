import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError, type KeyPort } from '@otklik/kernel';

/** The roles an installation runs as. All lesser than the owner; none may bypass row-level security. */
export interface RoleNames {
  readonly app: string;
  readonly auditor: string;
  readonly jobs: string;
  readonly auth: string;
  /** Reads and writes what was answered in surveys, and knows nobody who was asked. */
  readonly answers: string;
}

const LESSER = ['app', 'auditor', 'jobs', 'auth', 'answers'] as const;

/** Named after the owner, so that two installations can live in one cluster. */
export const roleNames = (owner: string): RoleNames => ({
  app: `${owner}_app`,
  auditor: `${owner}_auditor`,
  jobs: `${owner}_jobs`,
  auth: `${owner}_auth`,
  answers: `${owner}_answers`,
});

/** The address of the same database under another role. */
export function urlFor(ownerUrl: string, role: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(password);
  return url.toString();
}

export const passwordOf = (keys: KeyPort, role: string): string => keys.hash('database-role', role);

/**
 * Roles belong to the whole cluster, where no advisory lock of one database reaches: two installations
 * that start together may touch the same catalogue row, and PostgreSQL refuses the second.
 */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const collided = /tuple concurrently (updated|deleted)/.test((error as Error).message);
      if (!collided || tries >= 10) throw error;
      await sleep(20 * tries);
    }
  }
}

/** The rights of one lesser role on the database; identifiers and literals are escaped. */
function rightsOf(
  kind: (typeof LESSER)[number],
  name: string,
  keys: KeyPort,
  database: string,
): string[] {
  const role = pg.escapeIdentifier(name);
  const rights = [
    `alter role ${role} password ${pg.escapeLiteral(passwordOf(keys, name))}`,
    `grant connect on database ${database} to ${role}`,
  ];
  // graphile-worker's migration asks for CREATE on the database even when its schema exists.
  if (kind === 'jobs') rights.push(`grant create on database ${database} to ${role}`);
  return rights;
}

const creation = (name: string): string =>
  `create role ${pg.escapeIdentifier(name)} login nosuperuser nocreatedb nocreaterole`;

/** The same for a list that is run again when a newer version brings one role more. */
const creationOnce = (name: string): string =>
  `do $do$ begin if not exists (select 1 from pg_roles where rolname = ${pg.escapeLiteral(name)}) ` +
  `then ${creation(name)}; end if; end $do$`;

/**
 * What an administrator of the database runs by hand where the owner may not make roles, and again after an
 * upgrade that brings a role. Holds passwords: for his eyes only.
 */
export function rolesSql(ownerUrl: string, keys: KeyPort): string[] {
  const url = new URL(ownerUrl);
  const names = roleNames(decodeURIComponent(url.username));
  const database = pg.escapeIdentifier(decodeURIComponent(url.pathname.slice(1)));
  return LESSER.flatMap((kind) => [
    creationOnce(names[kind]),
    ...rightsOf(kind, names[kind], keys, database),
  ]).map((statement) => `${statement};`);
}

/**
 * Makes the lesser roles, gives them their passwords and the right to enter this database.
 * Runs as the owner (who needs CREATEROLE) or as the embedded cluster's superuser.
 */
export async function ensureRoles(client: pg.Client, owner: string, keys: KeyPort): Promise<void> {
  const names = roleNames(owner);
  const { rows } = await client.query<{ database: string }>(
    'select current_database() as database',
  );
  const database = pg.escapeIdentifier(rows[0]!.database);
  for (const kind of LESSER) {
    const name = names[kind];
    const found = await client.query('select 1 from pg_roles where rolname = $1', [name]);
    if (found.rowCount === 0) await client.query(creation(name));
    for (const statement of rightsOf(kind, name, keys, database))
      await patiently(() => client.query(statement));
  }
}

/**
 * Where roles are made by hand, one that a newer version needs may not be there yet.
 * @throws AppError unavailable with reason answers-role-missing
 */
export async function refuseMissingRole(client: pg.ClientBase, role: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) throw new AppError('unavailable', { reason: 'answers-role-missing' });
}

/** Fail closed: a role that sees past row-level security may not serve. */
export async function refuseStrongRole(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ strong: boolean; owns: boolean }>(
    `select (r.rolsuper or r.rolbypassrls) as strong,
            exists (select 1 from pg_class c where c.relowner = r.oid and c.relname = 'audit_rows') as owns
     from pg_roles r where r.rolname = current_user`,
  );
  const role = rows[0];
  if (!role || role.strong || role.owns)
    throw new AppError('unavailable', { reason: 'database-role-too-strong' });
}
