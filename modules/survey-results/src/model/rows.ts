import { csvLines, csvText } from '@otklik/kernel';

/** One line of what leaves: an option of a question, or a question (code empty), of one place and group of modes. */
export interface ResultRow {
  readonly place: string;
  readonly sector: string;
  readonly is_state: boolean;
  readonly from: string;
  readonly to: string;
  readonly group: string;
  /** Empty: all answers. */
  readonly item: string;
  readonly code: string;
  /** Null: too few, or hidden to protect people. */
  readonly n: number | null;
  /** Share of best answers in percent, with its interval. */
  readonly top: number | null;
  readonly top_low: number | null;
  readonly top_high: number | null;
  /** Mean of 0 to 100, with its interval. */
  readonly mean: number | null;
  readonly mean_low: number | null;
  readonly mean_high: number | null;
  readonly form_version: string;
}

/** Columns in their order, with what they hold; the same in every format. */
export const COLUMNS = [
  ['place', 'text'],
  ['sector', 'text'],
  ['is_state', 'yes-no'],
  ['from', 'text'],
  ['to', 'text'],
  ['group', 'text'],
  ['item', 'text'],
  ['code', 'text'],
  ['n', 'whole'],
  ['top', 'number'],
  ['top_low', 'number'],
  ['top_high', 'number'],
  ['mean', 'number'],
  ['mean_low', 'number'],
  ['mean_high', 'number'],
  ['form_version', 'text'],
] as const satisfies readonly (readonly [
  keyof ResultRow,
  'text' | 'yes-no' | 'whole' | 'number',
])[];

const cellsOf = (rows: readonly ResultRow[]) =>
  rows.map((row) => COLUMNS.map(([name]) => row[name]));

/** @returns text in UTF-8 as every other table of the site */
export const csvOf = (rows: readonly ResultRow[]): string =>
  csvText(
    COLUMNS.map(([name]) => name),
    cellsOf(rows),
  );

/** More rows of the same file. */
export const csvMore = (rows: readonly ResultRow[]): string => csvLines(cellsOf(rows));
