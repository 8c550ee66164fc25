import { AppError } from './errors.ts';

/**
 * The rows of a report that comes as JSON text, because the waist counts keys; each is still to be judged by itself.
 * @param maximum rows of one report
 * @throws AppError invalid-input with reason not-json, not-a-list or too-many-rows
 */
export function jsonRows(text: string, maximum: number): readonly unknown[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    throw new AppError('invalid-input', { reason: 'not-json' });
  }
  if (!Array.isArray(rows)) throw new AppError('invalid-input', { reason: 'not-a-list' });
  if (rows.length > maximum)
    throw new AppError('invalid-input', { reason: 'too-many-rows', maximum });
  return rows;
}
