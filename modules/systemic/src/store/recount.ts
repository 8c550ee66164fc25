import { countedAnew, regionId, type CalendarFacts, type Clock } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { checkColumnsOf, clockOf, columnsOf, factsFor, running } from './clocks.ts';
import type { PlanRow } from './plans.ts';
import { systemicIn, type Changes, type SystemicRow } from './systemic.ts';

/** Those looked at in one transaction. */
const STRETCH_rows = 500;

/** A moderator's term for a plan, as the clock it was counted by; null of plans from before there was one. */
const checkOf = (plan: PlanRow): Clock | null =>
  plan.check_term &&
  plan.check_derivation && {
    stage: 'reply-moderation',
    round: 1,
    term: plan.check_term,
    startedAt: plan.written_at,
    pauses: [],
    stoppedAt: null,
    dueAt: plan.check_due_at,
    dueDate: plan.check_due_date,
    derivation: plan.check_derivation,
    late: null,
  };

/** What runs of these: the clinic's clock for its plan, the moderator's for the check of it. */
async function clocksRunning(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return { plans: [], checks: [] };
  const [plans, checks] = await Promise.all([
    tx.db
      .selectFrom('systemic_clocks')
      .selectAll()
      .where('region_id', '=', regionId(tx))
      .where('systemic_id', 'in', ids)
      .where('stopped_at', 'is', null)
      .execute(),
    tx.db
      .selectFrom('systemic_plans')
      .selectAll()
      .where('region_id', '=', regionId(tx))
      .where('systemic_id', 'in', ids)
      .where('state', '=', 'handed-in')
      .execute(),
  ]);
  return { plans, checks };
}

/** The clock on today's calendar; null where no date changes. */
const moved = (clock: Clock, at: Date, facts: CalendarFacts): Clock | null => {
  const again = countedAnew(clock, at, facts);
  return again === clock ? null : again;
};

/** Numbers of those to which today's calendar gives another day than they have, and where the next stretch begins. */
export async function movedPlans(tx: Tx, after: string | undefined) {
  const rows = await systemicIn(tx)
    .where('state', 'in', ['open', 'planned'])
    .$if(after !== undefined, (q) => q.where('id', '>', after!))
    .orderBy('id')
    .limit(STRETCH_rows)
    .execute();
  const { plans, checks } = await clocksRunning(
    tx,
    rows.map(({ id }) => id),
  );
  const running_clocks = new Map<string, Clock[]>();
  const put = (id: string, clock: Clock | null): void => {
    if (clock) running_clocks.set(id, [...(running_clocks.get(id) ?? []), clock]);
  };
  for (const row of plans) put(row.systemic_id, clockOf(row));
  for (const plan of checks) put(plan.systemic_id, checkOf(plan));
  const numbers: string[] = [];
  for (const row of rows) {
    const clocks = running_clocks.get(row.id);
    if (!clocks) continue;
    const facts = await factsFor(tx, row);
    if (clocks.some((clock) => moved(clock, tx.now, facts))) numbers.push(row.number);
  }
  return { numbers, after: rows.length < STRETCH_rows ? null : rows.at(-1)!.id };
}

/**
 * Counts what runs of one on today's calendar. A clock that stopped keeps its truth, what was ahead does not come to
 * lie behind, and what a correction took out of lateness is told anew should it be late again.
 * @returns what the row says of it; null where no date changes
 */
export async function recountRunning(tx: Tx, row: SystemicRow): Promise<Changes | null> {
  const facts = await factsFor(tx, row);
  const { plans, checks } = await clocksRunning(tx, [row.id]);
  let changes: Changes = {};
  let is_moved = false;
  for (const plan of plans) {
    const clock = moved(clockOf(plan), tx.now, facts);
    if (!clock) continue;
    await tx.db
      .updateTable('systemic_clocks')
      .set(columnsOf(clock))
      .where('region_id', '=', regionId(tx))
      .where('systemic_id', '=', row.id)
      .where('round', '=', clock.round)
      .execute();
    changes = await running(tx, row, clock);
    is_moved = true;
  }
  for (const plan of checks) {
    const check = checkOf(plan);
    const clock = check && moved(check, tx.now, facts);
    if (!clock) continue;
    await tx.db
      .updateTable('systemic_plans')
      .set({
        ...checkColumnsOf(clock),
        ...(clock.dueAt && clock.dueAt > tx.now ? { check_noted: false } : {}),
      })
      .where('region_id', '=', regionId(tx))
      .where('id', '=', plan.id)
      .execute();
    is_moved = true;
  }
  return is_moved ? changes : null;
}
