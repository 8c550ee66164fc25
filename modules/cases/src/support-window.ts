import type { Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { startClock } from './model/clocks.ts';
import { termOf } from './model/terms.ts';
import { answersOf } from './store/answers.ts';
import type { CaseRow } from './store/cases.ts';

/**
 * Until when supporters may judge the newest published answer: as long as the author, from its publication,
 * whatever the author said meanwhile. Null while there is no answer.
 */
export async function verdictWindow(
  tx: Tx,
  row: CaseRow,
): Promise<{ readonly round: number; readonly until: Date | null; readonly days: number } | null> {
  const answer = (await answersOf(tx, row.id)).findLast(({ state }) => state === 'published');
  if (!answer?.published_at) return null;
  const { calendar } = await calendarOf(tx, row.region_id);
  const term = termOf(row.terms, 'verdict');
  const clock = startClock('verdict', answer.round, term, answer.published_at, {
    calendar,
    zone: row.zone,
  });
  return { round: answer.round, until: clock.dueAt, days: term.amount };
}
