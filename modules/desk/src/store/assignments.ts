import { rolesHeld } from '@otklik/accounts';
import { regionId, type CaseFilter } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { Side } from './tables.ts';

/** Who holds a case on one side, and since when; null while nobody does. */
export const holderOf = async (tx: Tx, caseId: string, side: Side) =>
  (await tx.db
    .selectFrom('desk_assignments')
    .select(['holder_id', 'since'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('side', '=', side)
    .executeTakeFirst()) ?? null;

/** Gives a case to somebody; of two who take a free one at once only one gets it: then false. */
export async function assign(
  tx: Tx,
  { caseId, side, to, from }: { caseId: string; side: Side; to: string; from: string | null },
): Promise<boolean> {
  const region = regionId(tx);
  if (from === null) {
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto('desk_assignments')
      .values({ region_id: region, case_id: caseId, side, holder_id: to, since: tx.now })
      .onConflict((conflict) => conflict.columns(['region_id', 'case_id', 'side']).doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_assignments')
    .set({ holder_id: to, since: tx.now })
    .where('region_id', '=', region)
    .where('case_id', '=', caseId)
    .where('side', '=', side)
    .where('holder_id', '=', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** @returns false when this person did not hold the case */
export async function release(
  tx: Tx,
  { caseId, side, holder }: { caseId: string; side: Side; holder: string },
): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('desk_assignments')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('side', '=', side)
    .where('holder_id', '=', holder)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Who of these people holds no role any more: what they hold is nobody's, whatever stands beside it. */
export async function goneAmong(
  tx: Tx,
  personIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const there = (await rolesHeld(tx, personIds))
    .filter(({ from, to }) => from <= tx.now && (to === null || to > tx.now))
    .map(({ personId }) => personId);
  return new Set(personIds).difference(new Set(there));
}

/** Those who hold a case on one side and work here no more. */
export async function holdersGone(tx: Tx, side: Side): Promise<string[]> {
  const holders = await tx.db
    .selectFrom('desk_assignments')
    .select('holder_id')
    .distinct()
    .where('region_id', '=', regionId(tx))
    .where('side', '=', side)
    .execute();
  return [
    ...(await goneAmong(
      tx,
      holders.map(({ holder_id }) => holder_id),
    )),
  ];
}

/** Rows of a queue that nobody on this side holds, but for people who are gone. */
export const freeFilter =
  (tx: Tx, side: Side, gone: readonly string[]): CaseFilter =>
  (eb) =>
    eb.not(
      eb.exists(
        eb
          .selectFrom('desk_assignments')
          .select('desk_assignments.case_id')
          .where('desk_assignments.region_id', '=', regionId(tx))
          .where('desk_assignments.side', '=', side)
          .$if(gone.length > 0, (q) => q.where('desk_assignments.holder_id', 'not in', gone))
          .whereRef('desk_assignments.case_id', '=', 'cases.id'),
      ),
    );

/** Nobody works on more at once. */
const HELD_MAX = 5000;

/** Ids of the cases that a person holds on one side. */
export async function casesHeldBy(tx: Tx, side: Side, personId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('desk_assignments')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('side', '=', side)
    .where('holder_id', '=', personId)
    .limit(HELD_MAX)
    .execute();
  return rows.map((row) => row.case_id);
}

/** Who holds which of these cases on one side, by the case's number. */
export async function holdersByNumber(tx: Tx, side: Side, numbers: readonly string[]) {
  if (numbers.length === 0) return new Map<string, string>();
  const rows = await tx.db
    .selectFrom('desk_assignments')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'desk_assignments.region_id')
        .onRef('cases.id', '=', 'desk_assignments.case_id'),
    )
    .select(['cases.number', 'desk_assignments.holder_id'])
    .where('desk_assignments.region_id', '=', regionId(tx))
    .where('desk_assignments.side', '=', side)
    .where('cases.number', 'in', numbers)
    .execute();
  return new Map(rows.map((row) => [row.number, row.holder_id]));
}
