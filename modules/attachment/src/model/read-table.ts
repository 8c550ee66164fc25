import { isAppError, validate } from '@otklik/kernel';
import { readTable, type Column } from '@otklik/registry';
import type { z } from 'zod';
import type { LineFault } from './report.ts';

/** A row that can be taken, with its line. */
export interface Line<Row> {
  readonly line: number;
  readonly row: Row;
}

export interface ReadTable<Row> {
  readonly good: Line<Row>[];
  readonly faults: LineFault[];
  /** Clinics of lines that are none; null: of some line nobody can tell whose it is. */
  readonly wrong: Set<string | null>;
  /** Lines in all. */
  readonly rows: number;
}

/**
 * Rows of a table, and the lines that are none. A bad line never stops a good one.
 * @throws AppError invalid-input for what is no such table at all
 */
export function linesOf<Schema extends z.ZodType>(
  columns: readonly Column[],
  schema: Schema,
  table: string,
): ReadTable<z.output<Schema>> {
  const good: Line<z.output<Schema>>[] = [];
  const faults: LineFault[] = [];
  const wrong = new Set<string | null>();
  const lines = readTable(columns, table);
  for (const one of lines) {
    if ('fault' in one) {
      const { path, code } = one.fault;
      faults.push({ line: one.line, code, fields: path ? [path] : [] });
      wrong.add(null);
      continue;
    }
    try {
      good.push({ line: one.line, row: validate(schema, one.row) });
    } catch (error) {
      if (!isAppError(error)) throw error;
      const issues = (error.data.issues ?? []) as readonly { readonly path: string }[];
      faults.push({ line: one.line, code: 'invalid', fields: issues.map(({ path }) => path) });
      const { clinic } = one.row;
      wrong.add(typeof clinic === 'string' ? clinic : null);
    }
  }
  return { good, faults, wrong, rows: lines.length };
}
