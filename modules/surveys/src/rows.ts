import { AppError } from '@otklik/kernel';
import { VISITS_MAX } from './schema.ts';

/**
 * The rows of a report, each still to be judged.
 * @throws AppError invalid-input with reason not-json, not-a-list or too-many-rows
 */
export function rowsOf(text: string): readonly unknown[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch {
    throw new AppError('invalid-input', { reason: 'not-json' });
  }
  if (!Array.isArray(rows)) throw new AppError('invalid-input', { reason: 'not-a-list' });
  if (rows.length > VISITS_MAX)
    throw new AppError('invalid-input', { reason: 'too-many-rows', maximum: VISITS_MAX });
  return rows;
}
