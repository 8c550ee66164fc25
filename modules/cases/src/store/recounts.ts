import type { Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { recount } from '../model/recount.ts';
import type { Clock } from '../model/clocks.ts';
import { waitingChangeNumbers } from './answer-changes.ts';
import { clockOf, factsOf, regionId, type CaseRow } from './cases.ts';
import { supportsToDate } from './dateless.ts';
import { movedOfCase, remindedElsewhen } from './reminders.ts';
import './tables-companions.ts';

/** Cases looked at in one transaction. */
const BATCH_CASES = 500;

/** What of a region is to be counted anew, a stretch at a time. */
export interface Recounts {
  /** The tables of the calendar that it is counted by. */
  readonly tables: string;
  /** Cases of this stretch of which some date, or the day of a reminder, is another now. */
  readonly numbers: readonly string[];
  /** Where the next stretch begins; null after the last. */
  readonly after: string | null;
  /** Everything has been counted by these tables already. */
  readonly done: boolean;
}

async function runningClocks(tx: Tx, rows: readonly CaseRow[]): Promise<Map<string, Clock[]>> {
  const found = new Map<string, Clock[]>();
  if (rows.length === 0) return found;
  const clocks = await tx.db
    .selectFrom('case_clocks')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where(
      'case_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('stopped_at', 'is', null)
    .orderBy('seq')
    .execute();
  for (const row of clocks)
    found.set(row.case_id, [...(found.get(row.case_id) ?? []), clockOf(row)]);
  return found;
}

const openCases = (tx: Tx, after: string | null) =>
  tx.db
    .selectFrom('cases')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('closed_at', 'is', null)
    .$if(after !== null, (q) => q.where('id', '>', after!))
    .orderBy('id')
    .limit(BATCH_CASES)
    .execute();

/**
 * The next open cases, in the order of their ids, that another table of the calendar gives other dates; nothing
 * once all were counted by the tables that hold.
 */
export async function recountsOf(tx: Tx): Promise<Recounts> {
  const { calendar, tables } = await calendarOf(tx, regionId(tx));
  const mark = await tx.db
    .selectFrom('case_recounts')
    .select(['tables', 'after_id'])
    .where('region_id', '=', regionId(tx))
    .executeTakeFirst();
  const goes_on = mark?.tables === tables;
  if (goes_on && mark.after_id === null) return { tables, numbers: [], after: null, done: true };
  const from = goes_on ? mark.after_id : null;
  const rows = await openCases(tx, from);
  const clocks = await runningClocks(tx, rows);
  const numbers = new Set<string>();
  for (const row of rows) {
    const place = { calendar, zone: row.zone };
    const running = factsOf(row, clocks.get(row.id) ?? []);
    const is_other =
      recount(running, tx.now, place) !== null ||
      movedOfCase(row, tx.now, place) !== null ||
      (row.supports_count > 0 && (await supportsToDate(tx, row, place)).length > 0);
    if (is_other) numbers.add(row.number);
  }
  const after = rows.length < BATCH_CASES ? null : rows.at(-1)!.id;
  // Promises and changes of an answer wait beside open and settled cases; of changes there are few.
  for (const number of await remindedElsewhen(tx, from, after, calendar)) numbers.add(number);
  if (after === null) for (const number of await waitingChangeNumbers(tx)) numbers.add(number);
  return { tables, numbers: [...numbers], after, done: false };
}

/** Notes how far the region has been counted by these tables. */
export const noteRecounted = (tx: Tx, tables: string, after: string | null) =>
  tx.db
    .insertInto('case_recounts')
    .values({ region_id: regionId(tx), tables, after_id: after, at: tx.now })
    .onConflict((conflict) =>
      conflict.column('region_id').doUpdateSet({ tables, after_id: after, at: tx.now }),
    )
    .execute();
