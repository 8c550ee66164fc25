import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { AppError, type Tx } from '@otklik/kernel';
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

/** Who of the supporters of a case is written to, a page in the order of their ids. */
export const supportersToTell = (
  tx: Tx,
  caseId: string,
  after: string | undefined,
  limit: number,
): Promise<{ id: string; person_id: string }[]> =>
  tx.db
    .selectFrom('case_supports')
    .select(['id', 'person_id'])
    .$narrowType<{ person_id: string }>()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('person_id', 'is not', null)
    .where('demo', '=', false)
    .$if(after !== undefined, (q) => q.where('id', '>', after!))
    .orderBy('id')
    .limit(limit)
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

export const noteById = (tx: Tx, caseId: string, id: string): Promise<SupportRow | undefined> =>
  tx.db
    .selectFrom('case_supports')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('id', '=', id)
    .where('note_sealed', 'is not', null)
    .executeTakeFirst();

/** A note in its supporter's own words, or what was answered to it; null where there is none or its key is gone. */
export const openNote = (
  tx: Tx,
  support: SupportRow,
  column: 'note_sealed' | 'note_reply_sealed' = 'note_sealed',
): Promise<string | null> => {
  const { id, data_key_id, [column]: sealed } = support;
  if (sealed === null) return Promise.resolve(null);
  return tx.vault.open(data_key_id, { table: 'case_supports', column, row: id }, sealed);
};

/** @throws AppError already-done when a colleague settled it before */
export async function settleNote(
  tx: Tx,
  supportId: string,
  change: Updateable<CaseSupportTable>,
): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('case_supports')
    .set(change)
    .where('region_id', '=', regionId(tx))
    .where('id', '=', supportId)
    .where('note_state', '=', 'waiting')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('already-done');
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

/** What supporters of a case wrote beside a verdict, the newest answer first. */
export const remarksOf = (tx: Tx, caseId: string, limit: number) =>
  tx.db
    .selectFrom('case_support_verdicts as verdict')
    .innerJoin('case_supports as support', (join) =>
      join
        .onRef('support.region_id', '=', 'verdict.region_id')
        .onRef('support.id', '=', 'verdict.support_id'),
    )
    .selectAll('verdict')
    .select('support.data_key_id')
    .where('verdict.region_id', '=', regionId(tx))
    .where('support.case_id', '=', caseId)
    .where('verdict.unanswered_sealed', 'is not', null)
    .orderBy('verdict.round', 'desc')
    .orderBy('verdict.given_at')
    .limit(limit)
    .execute();

export const remarkPlace = (supportId: string, round: number) => ({
  table: 'case_support_verdicts',
  column: 'unanswered_sealed',
  row: `${supportId}/${round}`,
});

/** The question that a supporter finds unanswered; null where none was named or its key is gone. */
export const openRemark = (
  tx: Tx,
  one: Pick<Selectable<CaseSupportVerdictTable>, 'support_id' | 'round' | 'unanswered_sealed'> & {
    readonly data_key_id: string;
  },
): Promise<string | null> =>
  one.unanswered_sealed === null
    ? Promise.resolve(null)
    : tx.vault.open(one.data_key_id, remarkPlace(one.support_id, one.round), one.unanswered_sealed);

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
