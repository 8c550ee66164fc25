import { currentLocale, figuresIn, m } from '@otklik/i18n';
import type { CsvCell } from '@otklik/kernel';
import type { WebServices } from '#lib/server/services.ts';
import { ruleWords, shiftWords } from './words.ts';

export type Figures = Awaited<ReturnType<WebServices['moderationWatch']['getFigures']>>;
export type FigureRow = Figures['whole'][number];
type Range = FigureRow['agreement'];

/** What the columns are called. */
export const head = (): string[] => [
  m.watch_column_rule(),
  m.watch_column_shift(),
  m.watch_column_decisions(),
  m.watch_column_refusals(),
  m.watch_column_share(),
  m.watch_column_appeals(),
  m.watch_column_granted(),
  m.watch_column_judged(),
  m.watch_column_agreement(),
  m.watch_column_kappa(),
  m.watch_column_median(),
  m.watch_column_p90(),
  m.watch_column_unknown(),
];

/** Which of the columns are shares with their range. */
const SHARES: readonly number[] = [4, 8];
const NO_ENDS: CsvCell[] = [null, null, null];

/** A share as whole percent. */
export const percent = (share: number): string =>
  `${figuresIn(currentLocale()).number(Math.round(share * 100))}\u00a0%`;
const rangeText = (range: Range): string | null =>
  range && `${percent(range.share)} (${percent(range.low)}–${percent(range.high)})`;
const rounded = (value: number | null, digits: number): number | null =>
  value === null ? null : Number(value.toFixed(digits));

/** What a row tells, column by column; null is hidden or not known. */
export const cellsOf = (row: FigureRow): CsvCell[] => [
  ruleWords(row.rule),
  shiftWords(row.shift),
  row.decisions,
  row.refusals,
  rangeText(row.refusedShare),
  row.appealsDecided,
  row.appealsGranted,
  row.judgedAgain,
  rangeText(row.agreement),
  rounded(row.kappa, 2),
  rounded(row.medianSeconds, 0),
  rounded(row.p90Seconds, 0),
  row.unknownSeconds,
];

/** The columns of the table for spreadsheets: of a share its two ends stand in columns of their own. */
export const csvHead = (): string[] =>
  head().flatMap((text, at) =>
    SHARES.includes(at) ? [text, m.watch_column_low(), m.watch_column_high()] : [text],
  );

const ends = (range: Range): CsvCell[] =>
  range
    ? [range.share, range.low, range.high].map((part) => Math.round(part * 1000) / 10)
    : NO_ENDS;

/** What a row tells a spreadsheet: shares and their ends are numbers of percent. */
export const csvCellsOf = (row: FigureRow): CsvCell[] =>
  cellsOf(row).flatMap((cell, at) => {
    if (at === SHARES[0]) return ends(row.refusedShare);
    return at === SHARES[1] ? ends(row.agreement) : [cell];
  });

/** The figures as a table of the page: what is hidden says so. */
export function figureTable(rows: readonly FigureRow[]) {
  const figure = figuresIn(currentLocale()).number;
  const shown = (cell: CsvCell): string =>
    cell === null ? '—' : typeof cell === 'number' ? figure(cell) : String(cell);
  return {
    columns: head().map((text, at) => ({ key: String(at), text, numeric: at > 1 })),
    rows: rows.map((row) =>
      Object.fromEntries(
        cellsOf(row).map((cell, at) => [
          String(at),
          at === 2 && cell === null ? m.watch_hidden() : shown(cell),
        ]),
      ),
    ),
  };
}
