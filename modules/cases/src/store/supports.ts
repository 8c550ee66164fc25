import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Tx } from '@otklik/kernel';
import type { Supporter } from '../supporting.ts';
import { regionId } from './cases.ts';
import type { CaseSupportTable, CaseSupportVerdictTable } from './tables-companions.ts';

export type SupportRow = Selectable<CaseSupportTable>;

export async function insertSupport(
  tx: Tx,
  support: Omit<Insertable<CaseSupportTable>, 'region_id'>,
): Promise<void> {
  await tx.db
    .insertInto('case_supports')
    .values({ region_id: regionId(tx), ...support })
    .execute();
  await countSupports(tx, support.case_id, 1);
}

const countSupports = (tx: Tx, caseId: string, by: 1 | -1) =>
  tx.db
    .updateTable('cases')
    .set({ supports_count: sql`supports_count + ${sql.lit(by)}` })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', caseId)
    .execute();

export const supportOf = (
  tx: Tx,
  caseId: string,
  { person_id, receipt_case_id }: Supporter,
): Promise<SupportRow | undefined> =>
  tx.db
    .selectFrom('case_supports')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where((eb) =>
      person_id !== null
        ? eb('person_id', '=', person_id)
        : eb('receipt_case_id', '=', receipt_case_id),
    )
    .executeTakeFirst();

/** The support with its verdicts goes; it is not counted any more. */
export async function deleteSupport(tx: Tx, support: SupportRow): Promise<void> {
  await tx.db
    .deleteFrom('case_supports')
    .where('region_id', '=', regionId(tx))
    .where('id', '=', support.id)
    .execute();
  await tx.vault.destroyKey(support.data_key_id);
  await countSupports(tx, support.case_id, -1);
}

export const supportsBy = (tx: Tx, supporter: Supporter): Promise<SupportRow[]> =>
  tx.db
    .selectFrom('case_supports')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where((eb) =>
      supporter.person_id !== null
        ? eb('person_id', '=', supporter.person_id)
        : eb('receipt_case_id', '=', supporter.receipt_case_id),
    )
    .orderBy('at', 'desc')
    .limit(1000)
    .execute();

/** Who of the supporters of a case is written to. */
export const supportersToTell = (
  tx: Tx,
  caseId: string,
): Promise<{ person_id: string; due_at: Date | null }[]> =>
  tx.db
    .selectFrom('case_supports')
    .select(['person_id', 'due_at'])
    .$narrowType<{ person_id: string }>()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('person_id', 'is not', null)
    .where('demo', '=', false)
    .orderBy('at')
    .execute();

/** Notes beside the supports of a case, in this state. */
export const notesOf = (
  tx: Tx,
  caseId: string,
  state: 'waiting' | 'published',
  limit: number,
): Promise<SupportRow[]> =>
  tx.db
    .selectFrom('case_supports')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('note_state', '=', state)
    .orderBy('at')
    .limit(limit)
    .execute();

export async function settleNote(
  tx: Tx,
  supportId: string,
  change: Updateable<CaseSupportTable>,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('case_supports')
    .set(change)
    .where('region_id', '=', regionId(tx))
    .where('id', '=', supportId)
    .where('note_state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function insertSupportVerdict(
  tx: Tx,
  verdict: Omit<Insertable<CaseSupportVerdictTable>, 'region_id'>,
): Promise<void> {
  await tx.db
    .insertInto('case_support_verdicts')
    .values({ region_id: regionId(tx), ...verdict })
    .execute();
}

export const supportVerdicts = (
  tx: Tx,
  supportId: string,
): Promise<Selectable<CaseSupportVerdictTable>[]> =>
  tx.db
    .selectFrom('case_support_verdicts')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('support_id', '=', supportId)
    .orderBy('round')
    .execute();

/** How supporters of a case judged the answer of a round. */
export async function verdictCounts(tx: Tx, caseId: string, round: number) {
  const rows = await tx.db
    .selectFrom('case_support_verdicts as verdict')
    .innerJoin('case_supports as support', (join) =>
      join
        .onRef('support.region_id', '=', 'verdict.region_id')
        .onRef('support.id', '=', 'verdict.support_id'),
    )
    .select((eb) => ['verdict.verdict', eb.cast<number>(eb.fn.countAll(), 'integer').as('n')])
    .where('verdict.region_id', '=', regionId(tx))
    .where('support.case_id', '=', caseId)
    .where('verdict.round', '=', round)
    .groupBy('verdict.verdict')
    .execute();
  return {
    confirmed: 0,
    partly: 0,
    disputed: 0,
    ...Object.fromEntries(rows.map(({ verdict, n }) => [verdict, n])),
  };
}
