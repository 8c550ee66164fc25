import type { Insertable, Selectable } from 'kysely';
import type { Tables } from '@otklik/db';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import './tables.ts';

export type DelayedStepRow = Selectable<Tables['desk_delayed_steps']>;

export async function insertDelayed(
  tx: Tx,
  fresh: Omit<Insertable<Tables['desk_delayed_steps']>, 'region_id' | 'state' | 'refused_code'>,
): Promise<void> {
  await tx.db
    .insertInto('desk_delayed_steps')
    .values({ region_id: regionId(tx), state: 'waiting', refused_code: null, ...fresh })
    .execute();
}

/** @returns false when it is not in one of these states any more: of two who try one does it */
export async function moveDelayed(
  tx: Tx,
  id: string,
  from: readonly DelayedStepRow['state'][],
  to: DelayedStepRow['state'],
  refused: string | null = null,
): Promise<boolean> {
  const isThrough = to !== 'waiting' && to !== 'running';
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_delayed_steps')
    .set({ state: to, refused_code: refused, ...(isThrough ? { given_sealed: null } : {}) })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A worker that took a step and never told what became of it has died: after so long another may. */
const LEASE_MS = 10 * 60_000;

/** Takes the step that has waited longest past its moment; two workers never take the same one. */
export async function claimDelayed(tx: Tx): Promise<DelayedStepRow | undefined> {
  const region = regionId(tx);
  const due = await tx.db
    .selectFrom('desk_delayed_steps')
    .selectAll()
    .where('region_id', '=', region)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'waiting'), eb('run_at', '<=', tx.now)]),
        // The case's version keeps a step from being made twice.
        eb.and([
          eb('state', '=', 'running'),
          eb('run_at', '<=', new Date(tx.now.getTime() - LEASE_MS)),
        ]),
      ]),
    )
    .orderBy('run_at')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!due) return undefined;
  await tx.db
    .updateTable('desk_delayed_steps')
    .set({ state: 'running' })
    .where('region_id', '=', region)
    .where('id', '=', due.id)
    .execute();
  return due;
}

export const delayedStep = (tx: Tx, id: string): Promise<DelayedStepRow | undefined> =>
  tx.db
    .selectFrom('desk_delayed_steps')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .executeTakeFirst();

/** What waits to be done with a case. */
export const delayedOf = (tx: Tx, caseId: string): Promise<DelayedStepRow | undefined> =>
  tx.db
    .selectFrom('desk_delayed_steps')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();

/** The last step about a case that was put off and could not be made; undefined when none was, or it moved since. */
export const failedOf = (tx: Tx, caseId: string, version: number) =>
  tx.db
    .selectFrom('desk_delayed_steps')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('state', '=', 'failed')
    .where('version', '=', version)
    .orderBy('run_at', 'desc')
    .limit(1)
    .executeTakeFirst();

/** Cases with which somebody is through, though nothing has left yet: they wait in no queue. A minute's worth. */
export async function delayedCases(tx: Tx): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('desk_delayed_steps')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('state', 'in', ['waiting', 'running'])
    .execute();
  return rows.map((row) => row.case_id);
}
