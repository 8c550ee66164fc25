import { regionOf, type Tx } from '@otklik/kernel';
import type { PublishedHead } from './model/heads.ts';

/** Newest first; only of days before `before` where it is given. */
export async function newestHeads(
  tx: Tx,
  limit: number,
  before: string | undefined,
): Promise<PublishedHead[]> {
  const rows = await tx.db
    .selectFrom('audit_heads')
    .select(['region_id', 'day', 'seq', 'hash', 'signature', 'key_id'])
    .where('region_id', '=', regionOf(tx.scope) ?? '')
    .$if(before !== undefined, (query) => query.where('day', '<', before ?? ''))
    .orderBy('day', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ region_id, key_id, ...head }) => ({
    region: region_id,
    ...head,
    keyId: key_id,
  }));
}
