import type { Tx } from '@otklik/kernel';
import { regionId, type CaseRow } from './store/cases.ts';
import type { Audience } from './view-types.ts';

/** Whether words that nobody let out are this reader's: written since the case came to the clinic that has it. */
export type IsOwn = (writtenAt: Date) => boolean;

/**
 * What one clinic wrote before the case was passed on is not read by the next, unless it became public: an answer
 * sent back, a proposal, what a moderator cut.
 */
export async function ownWordsOf(tx: Tx, row: CaseRow, audience: Audience): Promise<IsOwn> {
  if (audience !== 'clinic') return () => true;
  const passed = await tx.db
    .selectFrom('case_entries')
    .select('at')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .where('move', '=', 'reroute')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (writtenAt) => !passed || writtenAt >= passed.at;
}
