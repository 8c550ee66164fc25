import type pg from 'pg';
import { AppError, type KeyPort } from '@otklik/kernel';
import type { KekUse } from './rewrap.ts';

interface Row {
  readonly kek_check: string;
  readonly demo: boolean;
}

interface Check {
  readonly kekId: string;
  readonly wrapped: string;
  readonly hash: string;
}

interface InstallationFacts {
  readonly demo?: boolean;
  readonly use: readonly KekUse[];
  /** Compares and writes nothing. */
  readonly inspect?: boolean;
}

const KNOWN = new Uint8Array(32).fill(7);
const HASHED = 'these secrets belong to this database';

const checkOf = (keys: KeyPort): Check => {
  const { kekId, wrapped } = keys.wrap(KNOWN);
  return { kekId, wrapped, hash: keys.hash('installation', HASHED) };
};

const opens = (check: Check, keys: KeyPort): boolean => {
  try {
    return Buffer.from(keys.unwrap(check.kekId, check.wrapped)).equals(KNOWN);
  } catch {
    return false;
  }
};

const foreign = (): AppError =>
  new AppError('unavailable', { reason: 'secrets-of-another-installation' });

/**
 * Before anything is changed: the passwords of the roles follow from the secrets, so a start with other ones would lock
 * out the installation that serves, and be refused only then.
 * @throws AppError unavailable, secrets-of-another-installation
 */
export async function refuseForeignSecrets(client: pg.ClientBase, keys: KeyPort): Promise<void> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    `select to_regclass('installation') is not null as there`,
  );
  if (!tables[0]?.there) return;
  const { rows } = await client.query<Row>('select kek_check, demo from installation');
  const row = rows[0];
  if (row && !isOurs(JSON.parse(row.kek_check) as Check, keys)) throw foreign();
}

const isOurs = (check: Check, keys: KeyPort): boolean =>
  check.hash === keys.hash('installation', HASHED);

/**
 * A database knows the secrets it was made with and whether it holds a demonstration. With other
 * secrets nothing sealed could be read and nobody would be found again: the start is refused instead.
 *
 * @throws AppError unavailable with `reason`: secrets-of-another-installation, demo-database, kek-missing
 *   (with `missing`: the names of the keys and how many data keys need each)
 */
export async function checkInstallation(
  client: pg.ClientBase,
  keys: KeyPort,
  { demo = false, use, inspect = false }: InstallationFacts,
): Promise<void> {
  if (!inspect)
    await client.query(
      `insert into installation (kek_check, demo) values ($1, $2) on conflict (only_one) do nothing`,
      [JSON.stringify(checkOf(keys)), demo],
    );
  const { rows } = await client.query<Row>('select kek_check, demo from installation');
  const row = rows[0];
  if (!row) return;
  const check = JSON.parse(row.kek_check) as Check;
  if (!isOurs(check, keys)) throw foreign();
  refuseMissingKeks([{ region: '', kekId: check.kekId, dataKeys: 0 }, ...use], keys);
  if (!opens(check, keys)) throw foreign();
  if (row.demo && !demo) throw new AppError('unavailable', { reason: 'demo-database' });
}

/** Rows that nobody could open are found at the start, not at the first reader. */
function refuseMissingKeks(use: readonly KekUse[], keys: KeyPort): void {
  const here = new Set(keys.kekIds());
  const needed = new Map<string, number>();
  for (const { kekId, dataKeys } of use) needed.set(kekId, (needed.get(kekId) ?? 0) + dataKeys);
  const missing = [...needed]
    .filter(([kekId]) => !here.has(kekId))
    .map(([kekId, dataKeys]) => ({ kekId, dataKeys }));
  if (missing.length > 0) throw new AppError('unavailable', { reason: 'kek-missing', missing });
}

/** Wraps the installation's own check with the current key; else the old key could never go. */
export async function rewrapCheck(client: pg.ClientBase, keys: KeyPort): Promise<boolean> {
  const { rows } = await client.query<Row>('select kek_check, demo from installation');
  const known = rows[0]?.kek_check;
  if (!known || (JSON.parse(known) as Check).kekId === keys.currentKekId) return false;
  const { rowCount } = await client.query(
    'update installation set kek_check = $1 where kek_check = $2',
    [JSON.stringify(checkOf(keys)), known],
  );
  return rowCount === 1;
}
