import type { Tx } from '@otklik/kernel';
import { regionId, type CaseRow } from './cases.ts';

/** The third dispute of an author about the same clinic and subject within a year is not checked. Section 5. */
const UNCHECKED_FROM = 3;
const YEAR_MS = 365 * 86_400_000;

/**
 * Whether a dispute of this case would go to a controller. A refutation after a check that found the
 * author right always does; the rule is against many cases about the same, not against insisting on one.
 */
export async function disputeIsChecked(tx: Tx, row: CaseRow): Promise<boolean> {
  if (row.disputes > 0 || row.author_id === null) return true;
  const { earlier } = await tx.db
    .selectFrom('case_verdicts')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'case_verdicts.region_id')
        .onRef('cases.id', '=', 'case_verdicts.case_id'),
    )
    .select((eb) => eb.fn.countAll<number>().as('earlier'))
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.author_id', '=', row.author_id)
    .where('cases.clinic_id', '=', row.clinic_id)
    .where('cases.subject_code', '=', row.subject_code)
    .where('case_verdicts.verdict', '=', 'disputed')
    .where('case_verdicts.given_at', '>', new Date(tx.now.getTime() - YEAR_MS))
    .executeTakeFirstOrThrow();
  return earlier + 1 < UNCHECKED_FROM;
}
