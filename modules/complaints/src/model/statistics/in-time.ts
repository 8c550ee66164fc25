import type { State, Tally } from '@otklik/cases';
import { outcomeOf } from './outcomes.ts';
import { suppress, withSums } from './suppress.ts';
import type { OutcomeRow } from './tables.ts';

/** {solved, in work} × {in time, late} of one place; null is hidden. */
export interface InTimeRow {
  readonly key: string;
  readonly solved_in_time: number | null;
  readonly solved_late: number | null;
  readonly open_in_time: number | null;
  readonly open_late: number | null;
}

const COLUMNS = [
  ['confirmed', 'in-time'],
  ['confirmed', 'late'],
  ['open', 'in-time'],
  ['open', 'late'],
] as const;

/**
 * The city's own report of places, in the order of `rows`. Solved: confirmed by its author; late when its
 * first answer was. A hidden half hides the other, since their sum stands in the table of outcomes.
 */
export function inTimeRows(
  tallies: Iterable<Tally>,
  rows: readonly OutcomeRow[],
  cells_min: number,
): InTimeRow[] {
  const counts = new Map(rows.map((row) => [row.key, [0, 0, 0, 0]]));
  for (const { place, measure, value, timing, n } of tallies) {
    if (measure !== 'state') continue;
    const outcome = outcomeOf(value as State);
    const at = COLUMNS.findIndex(([name, time]) => name === outcome && time === timing);
    const line = counts.get(place);
    if (at >= 0 && line) line[at]! += n;
  }
  const table = [...counts.values()];
  if (table.length === 0) return [];
  let forced = rows.map(({ outcomes }) => [
    ...[outcomes.confirmed, outcomes.confirmed].map((count) => count === null),
    ...[outcomes.open, outcomes.open].map((count) => count === null),
    false,
  ]);
  for (let before = -1; before !== forced.flat().filter(Boolean).length;) {
    before = forced.flat().filter(Boolean).length;
    const mask = suppress(withSums(table), cells_min, forced);
    forced = forced.map((_, row) => {
      const [a, b, c, d] = mask[row]!;
      return [a! || b!, a! || b!, c! || d!, c! || d!, false];
    });
  }
  return rows.map(({ key }, row) => {
    const at = (column: number): number | null =>
      forced[row]![column] ? null : table[row]![column]!;
    return {
      key,
      solved_in_time: at(0),
      solved_late: at(1),
      open_in_time: at(2),
      open_late: at(3),
    };
  });
}
