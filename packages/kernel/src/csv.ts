/** A cell of a table that leaves the platform. Numbers stay numbers; everything else is text. */
export type CsvCell = string | number | boolean | null;

// Also after leading spaces and quotes, and in full-width forms: spreadsheets run these all the same.
const RUNS = /^[\s"'`]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

const textOf = (cell: CsvCell): string => {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '""';
  const text = cell === null ? '' : typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : cell;
  const harmless = RUNS.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
};

/**
 * The one writer of CSV: UTF-8 text with a byte-order mark (spreadsheets of Russian offices read it
 * right), semicolons, CRLF, every text quoted, and what a spreadsheet would run made plain text by an
 * apostrophe. Source: OWASP, CSV injection.
 */
export const csvText = (head: readonly string[], rows: Iterable<readonly CsvCell[]>): string =>
  `\uFEFF${csvLines([head])}${csvLines(rows)}`;

/** Lines without head and mark, each ended: the later parts of a file that leaves while it is made. */
export function csvLines(rows: Iterable<readonly CsvCell[]>): string {
  let text = '';
  for (const row of rows) text += `${row.map(textOf).join(';')}\r\n`;
  return text;
}
