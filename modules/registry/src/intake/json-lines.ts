import { AppError, refuseHostileInput } from '@otklik/kernel';
import { lineNumbers } from '../rows/line-numbers.ts';
import { ROWS_MAX, type TableKind } from './formats.ts';
import type { IntakeLine } from './lines.ts';

/** Rows of our own JSON shape, line by line. @throws AppError invalid-input: `not-json`, `rows-missing`, `too-many-rows` */
export function readJsonLines(kind: TableKind, text: string): IntakeLine[] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid-input', { reason: 'not-json' }, { cause: error });
  }
  const rows =
    typeof file === 'object' && file !== null ? (file as Record<string, unknown>)[kind] : null;
  if (!Array.isArray(rows)) throw new AppError('invalid-input', { reason: 'rows-missing' });
  if (rows.length > ROWS_MAX) throw new AppError('invalid-input', { reason: 'too-many-rows' });
  const lines = lineNumbers(text, kind);
  return rows.map((row: unknown, at): IntakeLine => {
    const line = lines[at] ?? at + 1;
    if (typeof row !== 'object' || row === null || Array.isArray(row))
      return { line, fault: { path: '', code: 'invalid_type' } };
    try {
      refuseHostileInput(row);
    } catch {
      return { line, fault: { path: '', code: 'unstorable' } };
    }
    return { line, row: row as Record<string, unknown> };
  });
}
