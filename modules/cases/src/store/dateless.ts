import { json } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { startClock, type CalendarFacts } from '../model/clocks.ts';
import { termOf } from '../model/terms.ts';
import { regionId, type CaseRow } from './cases.ts';

const datelessClocks = (tx: Tx) =>
  tx.db
    .selectFrom('case_clocks')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('stopped_at', 'is', null)
    .where('due_at', 'is', null);

const datelessSupports = (tx: Tx) =>
  tx.db
    .selectFrom('case_supports')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('due_at', 'is', null);

const datelessChanges = (tx: Tx) =>
  tx.db
    .selectFrom('case_answer_changes')
    .select('case_id')
    .where('region_id', '=', regionId(tx))
    .where('state', '=', 'waiting')
    .where('clock', 'is not', null)
    .where('due_at', 'is', null);

/**
 * Numbers of open cases of which something that runs has no date, for the year's calendar was not there: a
 * step, a proposal beside a step with a date, or the clock of somebody who said «me too». And of
 * cases, open or settled, of whose answer a change waits without a date.
 */
export async function datelessNumbers(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('cases')
    .select('number')
    .where('region_id', '=', regionId(tx))
    .where('id', 'in', datelessClocks(tx).union(datelessSupports(tx)).union(datelessChanges(tx)))
    .where((eb) => eb.or([eb('closed_at', 'is', null), eb('id', 'in', datelessChanges(tx))]))
    .orderBy('opened_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.number);
}

/** Supports of a case to which today's calendar gives a date, or another than they have. */
export async function supportsToDate(tx: Tx, row: CaseRow, calendar: CalendarFacts) {
  const term = termOf(row.terms, 'reply');
  const all = await tx.db
    .selectFrom('case_supports')
    .select(['id', 'at', 'due_at', 'derivation'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', row.id)
    .execute();
  return all.flatMap(({ id, at, due_at, derivation }) => {
    // A date that an earlier topic's term gave stays: the shorter one holds.
    if (due_at !== null && derivation?.rule !== term.rule) return [];
    const clock = startClock('reply', row.round, term, at, calendar);
    const is_other = clock.dueAt !== null && clock.dueAt.getTime() !== due_at?.getTime();
    return is_other ? [{ id, clock }] : [];
  });
}

/** Gives supports of a case the dates that today's calendar says. @returns how many are others than before */
export async function dateSupports(tx: Tx, row: CaseRow, calendar: CalendarFacts): Promise<number> {
  const dated = await supportsToDate(tx, row, calendar);
  for (const { id, clock } of dated)
    await tx.db
      .updateTable('case_supports')
      .set({
        due_at: clock.dueAt,
        due_date: clock.dueDate,
        derivation: json(clock.derivation),
      })
      .where('region_id', '=', regionId(tx))
      .where('id', '=', id)
      .execute();
  return dated.length;
}
