import type pg from 'pg';
import { AppError, type KeyPort } from '@otklik/kernel';

interface Row {
  readonly kek_check: string;
  readonly demo: boolean;
}

interface Check {
  readonly kekId: string;
  readonly wrapped: string;
  readonly hash: string;
}

const KNOWN = new Uint8Array(32).fill(7);
const HASHED = 'these secrets belong to this database';

const checkOf = (keys: KeyPort): Check => {
  const { kekId, wrapped } = keys.wrap(KNOWN);
  return { kekId, wrapped, hash: keys.hash('installation', HASHED) };
};

const fits = (check: Check, keys: KeyPort): boolean => {
  if (check.hash !== keys.hash('installation', HASHED)) return false;
  try {
    return Buffer.from(keys.unwrap(check.kekId, check.wrapped)).equals(KNOWN);
  } catch {
    return false;
  }
};

/**
 * A database knows the secrets it was made with and whether it holds a demonstration. With other
 * secrets nothing sealed could be read and nobody would be found again: the start is refused instead.
 *
 * @throws AppError unavailable with `reason`: secrets-of-another-installation, demo-database
 */
export async function checkInstallation(
  client: pg.ClientBase,
  keys: KeyPort,
  demo: boolean,
): Promise<void> {
  await client.query(
    `insert into installation (kek_check, demo) values ($1, $2) on conflict (only_one) do nothing`,
    [JSON.stringify(checkOf(keys)), demo],
  );
  const { rows } = await client.query<Row>('select kek_check, demo from installation');
  const row = rows[0]!;
  if (!fits(JSON.parse(row.kek_check) as Check, keys))
    throw new AppError('unavailable', { reason: 'secrets-of-another-installation' });
  if (row.demo && !demo) throw new AppError('unavailable', { reason: 'demo-database' });
}
