import type { CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { calendarOf, dayIn } from '@otklik/registry';
import { deadline, WorkingTimeError } from '@otklik/working-time';
import { EXPLANATION_WORKING_DAYS } from './model.ts';
import './store/tables.ts';

/** The region's term for an explanation on a day, in working days. */
export async function workingDaysOn(tx: Tx, region: string, day: string): Promise<number> {
  const row = await tx.db
    .selectFrom('named_terms')
    .select('explanation_working_days')
    .where('region_id', '=', region)
    .where('valid_from', '<=', day)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('valid_from', 'desc')
    .executeTakeFirst();
  return row?.explanation_working_days ?? EXPLANATION_WORKING_DAYS;
}

/** Until when somebody who is told now is expected to explain; null while a year has no calendar. */
export async function explainBy(tx: Tx, row: CaseRow): Promise<Date | null> {
  const { calendar } = await calendarOf(tx, row.region_id);
  const amount = await workingDaysOn(tx, row.region_id, dayIn(row.zone, tx.now));
  try {
    const term = { amount, unit: 'working-days' } as const;
    const end = deadline({ zone: row.zone, calendar, start: tx.now, term, pauses: [] });
    return end.endsAtMs === null ? null : new Date(end.endsAtMs);
  } catch (error) {
    if (error instanceof WorkingTimeError && error.code === 'calendar-year-missing') return null;
    throw error;
  }
}
