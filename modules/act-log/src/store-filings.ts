import { regionOf, type Tx } from '@otklik/kernel';
import type { FilingDay } from './model/filing.ts';

const region = (tx: Tx): string => regionOf(tx.scope) ?? '';

export async function insertFiling(tx: Tx, day: string, leaf: string): Promise<void> {
  await tx.db
    .insertInto('filing_log')
    .values({ region_id: region(tx), day, leaf })
    .execute();
}

/** The hashes of a day in the order of the tree: by themselves, so that none tells when it came. */
export async function leavesOf(tx: Tx, day: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('filing_log')
    .select('leaf')
    .where('region_id', '=', region(tx))
    .where('day', '=', day)
    .execute();
  return rows.map(({ leaf }) => leaf).toSorted();
}

/** Signed days, newest first; only those before `before` where it is given. */
export async function newestDays(
  tx: Tx,
  limit: number,
  before: string | undefined,
): Promise<FilingDay[]> {
  const rows = await tx.db
    .selectFrom('filing_days')
    .select(['day', 'count', 'total', 'root', 'prev', 'hash', 'signature', 'key_id'])
    .where('region_id', '=', region(tx))
    .$if(before !== undefined, (query) => query.where('day', '<', before ?? ''))
    .orderBy('day', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ key_id, ...day }) => ({ region: region(tx), ...day, keyId: key_id }));
}

export async function sealedDay(tx: Tx, day: string): Promise<FilingDay | null> {
  const row = await tx.db
    .selectFrom('filing_days')
    .select(['day', 'count', 'total', 'root', 'prev', 'hash', 'signature', 'key_id'])
    .where('region_id', '=', region(tx))
    .where('day', '=', day)
    .executeTakeFirst();
  if (!row) return null;
  const { key_id, ...rest } = row;
  return { region: region(tx), ...rest, keyId: key_id };
}

export async function firstFilingDay(tx: Tx): Promise<string | null> {
  const row = await tx.db
    .selectFrom('filing_log')
    .select('day')
    .where('region_id', '=', region(tx))
    .orderBy('day')
    .limit(1)
    .executeTakeFirst();
  return row?.day ?? null;
}

export async function insertDay(tx: Tx, { keyId, region: of, ...day }: FilingDay): Promise<void> {
  await tx.db
    .insertInto('filing_days')
    .values({ region_id: of, ...day, key_id: keyId, signed_at: tx.now })
    .execute();
}
