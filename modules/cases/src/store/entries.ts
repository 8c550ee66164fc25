import type { Selectable } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { regionId } from './cases.ts';
import type { CaseEntryTable } from './tables.ts';

export const entriesOf = (tx: Tx, caseId: string): Promise<Selectable<CaseEntryTable>[]> =>
  tx.db
    .selectFrom('case_entries')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute();

/** Who did what to a case and when, for its own author: roles and codes, no names. */
export const movesMade = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('case_entries')
    .select(['seq', 'at', 'move', 'from_state', 'to_state', 'role', 'reason_code'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute();
