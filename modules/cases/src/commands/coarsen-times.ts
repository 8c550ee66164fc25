import { defineCommand, type Tx } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { sql } from 'kysely';
import { coarsenAlarms } from '../store/alarms.ts';
import { regionId } from '../store/cases.ts';

const BATCH_ROWS = 500;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Photos of a dispute are the author's too; they came all at once, so their order is no moment. */
async function coarsenDisputePhotos(tx: Tx, cases: readonly string[], before: Date): Promise<void> {
  if (cases.length === 0) return;
  await tx.db
    .updateTable('case_photos')
    .set({ added_at: sql<Date>`date_trunc('day', added_at, 'UTC')` })
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', cases)
    .where('side', '=', 'dispute')
    .where('added_at', '<', before)
    .execute();
}

async function coarsen(tx: Tx, before: Date) {
  const due = await tx.db
    .selectFrom('cases')
    .select('id')
    .where('region_id', '=', regionId(tx))
    .where('fine_since', '<', before)
    .orderBy('fine_since')
    .limit(BATCH_ROWS)
    .execute();
  for (const { id } of due)
    await sql`select coarsen_case_times(${regionId(tx)}, ${id}::uuid, ${before}::timestamptz)`.execute(
      tx.db,
    );
  await coarsenDisputePhotos(
    tx,
    due.map(({ id }) => id),
    before,
  );
  const alarms = await coarsenAlarms(tx, before, BATCH_ROWS);
  const { left } = await tx.db
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('region_id', '=', regionId(tx))
    .where('fine_since', '<', before)
    .where('id', 'in', due.length > 0 ? due.map(({ id }) => id) : [NOBODY])
    .executeTakeFirstOrThrow();
  // What waits for its clock to stop is found again tomorrow; a batch of nothing else ends the run.
  const more = (due.length === BATCH_ROWS && left < BATCH_ROWS) || alarms === BATCH_ROWS;
  return { removed: due.length - left + alarms, held: left, more };
}

/** Of what anonymous authors did before the term only the day stays. @returns counts */
export const coarsenTimes = defineCommand({
  name: 'cases.coarsen-times',
  input: sweepInput,
  policy: onlyRetention,
  handle: async ({ tx }) => coarsen(tx, await cutOff(tx, 'anonymous-times')),
  audit: ({ output }) => ({ object: 'anonymous-times', after: String(output.removed) }),
});
