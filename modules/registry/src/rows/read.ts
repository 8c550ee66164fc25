import { z } from 'zod';
import { AppError, refuseHostileInput, isAppError } from '@otklik/kernel';
import type { ImportKind } from '../schema.ts';
import { lineNumbers } from './line-numbers.ts';

/** Why a row stayed out: where it stands in the file and a code, never its content. */
export interface RejectedRow {
  /** From 0, in the order of the file. */
  readonly index: number;
  /** From 1; null where the file does not tell. */
  readonly line: number | null;
  readonly id: string | null;
  /** `path` of the field that is wrong; empty when the row as a whole is. */
  readonly path: string;
  readonly code: string;
}

export interface ReadRow<Row> {
  readonly row: Row;
  readonly index: number;
  readonly line: number | null;
  readonly reject: (path: string, code: string) => void;
}

export interface ReadFile<Row> {
  readonly file: Readonly<Record<string, unknown>>;
  readonly rows: readonly ReadRow<Row>[];
  readonly rejected: RejectedRow[];
  readonly total: number;
}

/** The property of the file that holds its rows. */
const ROWS_IN: Record<ImportKind, string> = {
  regions: 'regions',
  'region-settings': 'regions',
  specialties: 'specialties',
  calendars: 'years',
  norms: 'rows',
  okrugs: 'okrugs',
  districts: 'features',
  organisations: 'organisations',
  clinics: 'clinics',
  objects: 'objects',
  posts: 'posts',
  'clinic-names': 'names',
  doctors: 'doctors',
};

/**
 * Reads a file of the registry row by row: good rows are given, bad ones named by index, line and code.
 * @throws AppError invalid-input when the text is no JSON object or has no rows
 */
export function readRows<Schema extends z.ZodType>(
  kind: ImportKind,
  payload: string,
  schema: Schema,
  keyOf: (row: z.output<Schema>) => string,
): ReadFile<z.output<Schema>> {
  const file = parse(payload);
  const property = ROWS_IN[kind];
  const list = file[property];
  if (typeof list !== 'object' || list === null)
    throw new AppError('invalid-input', { reason: 'rows-missing', property });
  const values: readonly unknown[] = Array.isArray(list)
    ? list
    : Object.entries(list).map(([key, value]) => ({ ...(value as object), key }));
  // A batch of a longer file brings the lines that its rows stood on.
  const told = z.array(z.int()).safeParse(file['lines']);
  const lines = told.success ? told.data : lineNumbers(payload, property);
  const rejected: RejectedRow[] = [];
  const seen = new Set<string>();
  const rows: ReadRow<z.output<Schema>>[] = [];
  values.forEach((value, index) => {
    const reject = (path: string, code: string): void => {
      rejected.push({ index, line: lines[index] ?? null, id: idOf(value), path, code });
    };
    const row = schema.safeParse(value);
    if (!row.success) {
      const issue = row.error.issues[0];
      const said = issue?.code === 'custom' && issue.message ? issue.message : issue?.code;
      return reject(issue?.path.map(String).join('.') ?? '', said ?? 'invalid');
    }
    if (kind !== 'districts' && !storable(value)) return reject('', 'unstorable');
    const key = keyOf(row.data);
    if (seen.has(key)) return reject('', 'duplicate-id');
    seen.add(key);
    rows.push({ row: row.data, index, line: lines[index] ?? null, reject });
  });
  return { file, rows, rejected, total: values.length };
}

function parse(payload: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch (error) {
    throw new AppError('invalid-input', { reason: 'not-json' }, { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new AppError('invalid-input', { reason: 'not-an-object' });
  return value as Record<string, unknown>;
}

/** NUL hides in JSON as an escape, past the check of the command's own input. */
function storable(value: unknown): boolean {
  try {
    refuseHostileInput(value);
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

function idOf(value: unknown): string | null {
  const row = (value ?? {}) as Record<string, unknown>;
  const id = row['id'] ?? row['iso'] ?? row['code'] ?? row['kind'] ?? row['key'];
  return typeof id === 'string' && /^[\w.-]{1,64}$/.test(id) ? id : null;
}
