import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '@otklik/kernel';
import { COLUMNS, type Column } from './columns.ts';
import {
  COLUMNS_MAX,
  DELIMITERS,
  ROW_characters_MAX,
  ROWS_MAX,
  type Delimiter,
  type TableKind,
} from './formats.ts';
import type { IntakeLine } from './lines.ts';

const refuse = (reason: string, data: object = {}): AppError =>
  new AppError('invalid-input', { reason, ...data });

/** The delimiter that the first line uses most, outside quotes. */
export function delimiterOf(text: string): Delimiter {
  const end = text.search(/[\r\n]/);
  const head = (end < 0 ? text : text.slice(0, end)).slice(0, ROW_characters_MAX);
  const bare = head.replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((sign) => [bare.split(sign).length, sign] as const);
  return counts.reduce((best, one) => (one[0] > best[0] ? one : best))[1];
}

// A spreadsheet would run it for whoever opens our export. Phones and numbers begin with signs too.
const FORMULA = /^(?:[=@＝＠]|[+\-＋－](?![\d\s().-]*$|\d[\d\s().,;-]*(?:доб|ext)?))/u;

const YES = new Set(['1', 'yes', 'true', 'да', '+']);
const NO = new Set(['0', 'no', 'false', 'нет', '-']);

function cellOf(column: Column, cell: string | undefined): unknown {
  const text = (cell ?? '').trim();
  if (text === '') return column.otherwise ?? null;
  if (column.type === 'number') {
    const value = Number(text.replace(',', '.'));
    // What is no number goes on as the text it is: the row's own schema refuses it by its place.
    return Number.isFinite(value) ? value : text;
  }
  if (column.type === 'yes-no') {
    const word = text.toLocaleLowerCase('ru');
    return YES.has(word) ? true : NO.has(word) ? false : text;
  }
  return text;
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly error?: CsvError };
}

/**
 * Rows of a CSV file by its own header line. Cells may be quoted; a quoted cell may hold delimiters and
 * line ends. Every row is told by the line on which it ends.
 * @throws AppError invalid-input: `columns-missing`, `columns-unknown`, `too-many-columns`,
 *   `too-many-rows`, `csv-broken` (a quote that never ends: nothing after it can be trusted)
 */
export const readCsv = (kind: TableKind, text: string, told?: Delimiter): IntakeLine[] =>
  readTable(COLUMNS[kind], text, told);

/** The same of any table whose columns are given: other modules have their own. @throws AppError as `readCsv` */
export function readTable(table: readonly Column[], text: string, told?: Delimiter): IntakeLine[] {
  const delimiter = told ?? delimiterOf(text);
  // One kind of line end: the parser counts a CRLF inside quotes as two lines.
  const [head, ...rows] = parseAll(text.replace(/\r\n?/g, '\n'), delimiter);
  if (!head) throw refuse('columns-missing', { columns: requiredOf(table) });
  const columns = columnsOf(table, head.record);
  if (rows.length > ROWS_MAX) throw refuse('too-many-rows', { maximum: ROWS_MAX });
  return rows.map(({ record, info }): IntakeLine => {
    const line = info.lines;
    if (record.length !== head.record.length)
      return { line, fault: { path: '', code: 'wrong-cell-count' } };
    const formula = record.findIndex((cell) => FORMULA.test(cell.trim()));
    if (formula >= 0) return { line, fault: { path: columns[formula] ?? '', code: 'formula' } };
    const row: Record<string, unknown> = {};
    for (const column of table) {
      const at = columns.indexOf(column.name);
      row[column.field ?? column.name] = cellOf(column, at < 0 ? undefined : record[at]);
    }
    return { line, row };
  });
}

function parseAll(text: string, delimiter: Delimiter): readonly Parsed[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      // People's files hold quotes in the middle of names; only a quote at the start opens a cell.
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: ROW_characters_MAX,
    }) as unknown as Parsed[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refuse('csv-broken', { line: Number(error['lines'] ?? 0) });
  }
}

const requiredOf = (table: readonly Column[]): string[] =>
  table.filter((column) => column.required).map((column) => column.name);

function columnsOf(table: readonly Column[], head: readonly string[]): string[] {
  if (head.length > COLUMNS_MAX) throw refuse('too-many-columns', { maximum: COLUMNS_MAX });
  const columns = head.map((name) => name.trim().toLowerCase());
  const missing = requiredOf(table).filter((name) => !columns.includes(name));
  if (missing.length > 0) throw refuse('columns-missing', { columns: missing });
  const known = new Set(table.map((column) => column.name));
  // A misspelt column would be silently empty everywhere.
  const unknown = columns.filter((name) => !known.has(name));
  if (unknown.length > 0 || new Set(columns).size < columns.length)
    throw refuse('columns-unknown', {
      columns: unknown.slice(0, 10).map((name) => name.slice(0, 60)),
    });
  return columns;
}
