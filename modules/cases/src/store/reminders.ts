import type { Tx } from '@otklik/kernel';
import type { CalendarFacts } from '../model/clocks.ts';
import { recountNotice, type Notice } from '../model/ladder.ts';
import { regionId, setNotice, type CaseRow } from './cases.ts';
import { promisesOf, setPromise, type CasePromiseRow } from './promises.ts';

/** Promises of which somebody is still to be told. */
const LIVING = ['promised', 'overdue'] as const;

const noticeSet = (row: Pick<CaseRow, 'notice_at' | 'notice_step'>): Notice | null =>
  row.notice_at && row.notice_step !== null ? { at: row.notice_at, step: row.notice_step } : null;

/** Where today's calendar puts the reminder of a promised day; null where it stays. */
const movedOfPromise = (
  promise: Pick<CasePromiseRow, 'until' | 'due_at' | 'notice_at' | 'notice_step'>,
  now: Date,
  place: CalendarFacts,
): Notice | null =>
  recountNotice(
    { stage: 'planned', at: promise.due_at, date: promise.until },
    noticeSet(promise),
    now,
    place,
  );

/** Where today's calendar puts the reminder of a case's own day, which stays itself; null where it stays too. */
export const movedOfCase = (row: CaseRow, now: Date, place: CalendarFacts): Notice | null => {
  const set = noticeSet(row);
  const due = { stage: row.due_stage, at: row.due_at, date: row.due_date };
  return set && recountNotice(due, set, now, place);
};

/**
 * Numbers of cases, open or settled, of which a promise is to be told of on another day: of the cases between two
 * ids, the first left out; null without an end.
 */
export async function remindedElsewhen(
  tx: Tx,
  after: string | null,
  up_to: string | null,
  calendar: CalendarFacts['calendar'],
): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('case_promises as promise')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'promise.region_id')
        .onRef('cases.id', '=', 'promise.case_id'),
    )
    .select(['cases.number', 'promise.zone', 'promise.until', 'promise.due_at'])
    .select(['promise.notice_at', 'promise.notice_step'])
    .where('promise.region_id', '=', regionId(tx))
    .where('promise.state', 'in', LIVING)
    .$if(after !== null, (q) => q.where('promise.case_id', '>', after!))
    .$if(up_to !== null, (q) => q.where('promise.case_id', '<=', up_to!))
    .execute();
  return rows
    .filter((row) => movedOfPromise(row, tx.now, { calendar, zone: row.zone }) !== null)
    .map(({ number }) => number);
}

/** Sets the reminders of a case's promises, and of its own day, by today's calendar. @returns how many moved */
export async function recountReminders(
  tx: Tx,
  row: CaseRow,
  place: CalendarFacts,
  /** The case's own was set with its date just now. */
  isCounted: boolean,
): Promise<number> {
  let moved = 0;
  for (const promise of await promisesOf(tx, row.id)) {
    if (!LIVING.some((state) => state === promise.state)) continue;
    const next = movedOfPromise(promise, tx.now, { ...place, zone: promise.zone });
    if (!next) continue;
    await setPromise(tx, promise, { notice_at: next.at, notice_step: next.step });
    moved += 1;
  }
  const own = isCounted ? null : movedOfCase(row, tx.now, place);
  const set = noticeSet(row);
  if (own && set && (await setNotice(tx, row.id, set, own))) moved += 1;
  return moved;
}
