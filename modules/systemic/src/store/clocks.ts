import type { Selectable } from 'kysely';
import { json } from '@otklik/db';
import {
  isLate,
  LADDER,
  nextNotice,
  regionId,
  resumeClock,
  startClock,
  stopClock,
  type CalendarFacts,
  type Clock,
  type StageTerm,
} from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { calendarOf, dayIn, normFor } from '@otklik/registry';
import type { Changes, SystemicRow } from './systemic.ts';
import type { SystemicClockTable } from './tables.ts';

/** The row of the norms that says how long a clinic has for its plan, and what holds where there is none. */
const NORM = 'systemic-plan';
/** The same of a moderator's check of a plan. */
const CHECK_NORM = 'systemic-plan-check';
const CHECK_TERM: StageTerm = { amount: 3, unit: 'working-days', rule: 'systemic-check/1' };
const PLAN_TERM: StageTerm = { amount: 15, unit: 'working-days', rule: 'systemic/1' };
const UNITS = ['hours', 'working-days', 'calendar-days'] as const;

type ClockRow = Selectable<SystemicClockTable>;

export const factsFor = async (
  tx: Tx,
  { zone }: Pick<SystemicRow, 'zone'>,
): Promise<CalendarFacts> => ({
  calendar: (await calendarOf(tx, regionId(tx))).calendar,
  zone,
});

export const clockOf = (row: ClockRow): Clock => ({
  // A plan is owed as an answer is: the same ladder tells of it.
  stage: 'reply',
  round: row.round,
  term: row.term,
  startedAt: row.started_at,
  pauses: row.pauses,
  stoppedAt: row.stopped_at,
  dueAt: row.due_at,
  dueDate: row.due_date,
  derivation: row.derivation,
  late: row.late,
});

export const clocksOf = async (tx: Tx, systemicId: string) =>
  (
    await tx.db
      .selectFrom('systemic_clocks')
      .selectAll()
      .where('region_id', '=', regionId(tx))
      .where('systemic_id', '=', systemicId)
      .orderBy('round')
      .execute()
  ).map((row) => ({ ...clockOf(row), isVerified: row.is_verified }));

async function termBy(
  tx: Tx,
  row: SystemicRow,
  service: string,
  otherwise: StageTerm,
): Promise<{ term: StageTerm; verified: boolean }> {
  const on = dayIn(row.zone, tx.now);
  const norm = await normFor(tx, { service, region: regionId(tx), on });
  const unit = UNITS.find((one) => one === norm?.unit);
  if (!norm?.limit || !unit) return { term: otherwise, verified: false };
  return { term: { amount: norm.limit, unit, rule: norm.id }, verified: norm.verified };
}

export const columnsOf = (clock: Clock) => ({
  pauses: json(clock.pauses),
  stopped_at: clock.stoppedAt,
  due_at: clock.dueAt,
  due_date: clock.dueDate,
  derivation: json(clock.derivation),
  late: clock.late,
});

/** The next reminder about the plan's day after a step of the ladder. */
export async function planNotice(tx: Tx, row: SystemicRow, after: number): Promise<Changes> {
  const due = { stage: 'reply' as const, at: row.due_at, date: row.due_date };
  const next = nextNotice(due, after, tx.now, await factsFor(tx, row));
  return { notice_at: next?.at ?? null, notice_step: next?.step ?? null };
}

/** What the row says of a clock that runs. */
export async function running(tx: Tx, row: SystemicRow, clock: Clock): Promise<Changes> {
  const due = { due_at: clock.dueAt, due_date: clock.dueDate };
  return {
    ...due,
    overdue_noted: isLate(clock, tx.now),
    ...(await planNotice(tx, { ...row, ...due }, -1)),
  };
}

/** Starts the clinic's clock for its plan. @returns what the row says of it */
export async function startPlanClock(tx: Tx, row: SystemicRow): Promise<Changes> {
  const round = (await clocksOf(tx, row.id)).length + 1;
  const { term, verified } = await termBy(tx, row, NORM, PLAN_TERM);
  const clock = startClock('reply', round, term, tx.now, await factsFor(tx, row));
  await tx.db
    .insertInto('systemic_clocks')
    .values({
      region_id: regionId(tx),
      systemic_id: row.id,
      round,
      term: json(term),
      is_verified: verified,
      started_at: tx.now,
      ...columnsOf(clock),
    })
    .execute();
  return running(tx, row, clock);
}

async function changeClock(tx: Tx, row: SystemicRow, change: (clock: Clock) => Clock) {
  const last = (await clocksOf(tx, row.id)).at(-1);
  if (!last) return null;
  const clock = change(last);
  await tx.db
    .updateTable('systemic_clocks')
    .set(columnsOf(clock))
    .where('region_id', '=', regionId(tx))
    .where('systemic_id', '=', row.id)
    .where('round', '=', clock.round)
    .execute();
  return clock;
}

/** The plan is handed in: nothing is owed by the clinic while a moderator reads. */
export async function stopPlanClock(tx: Tx, row: SystemicRow): Promise<Changes> {
  await changeClock(tx, row, (clock) => (clock.stoppedAt ? clock : stopClock(clock, tx.now)));
  return { due_at: null, due_date: null, notice_at: null, notice_step: null };
}

/** It comes back: the clinic has what was left, and the time it waited is no time of its own. */
export async function resumePlanClock(tx: Tx, row: SystemicRow): Promise<Changes> {
  const facts = await factsFor(tx, row);
  const clock = await changeClock(tx, row, (one) => resumeClock(one, tx.now, facts));
  return clock ? running(tx, row, clock) : {};
}

/** Starts a moderator's clock for a plan that was handed in. @returns what the plan says of it */
export async function startCheck(tx: Tx, row: SystemicRow) {
  const { term, verified } = await termBy(tx, row, CHECK_NORM, CHECK_TERM);
  const clock = startClock('reply-moderation', 1, term, tx.now, await factsFor(tx, row));
  return { check_term: json(term), check_verified: verified, ...checkColumnsOf(clock) };
}

export const checkColumnsOf = (clock: Clock) => ({
  check_due_at: clock.dueAt,
  check_due_date: clock.dueDate,
  check_derivation: json(clock.derivation),
});

/** The step of the ladder at which lateness is told. */
export const OVERDUE_STEP = LADDER.findIndex((rung) => rung.working_days === 0);
