import { z } from 'zod';
import { date } from '../rows/text.ts';
import { RECORD_KINDS } from './spec.ts';

const kind = z.enum(RECORD_KINDS);
const id = z.string().regex(/^[\w./-]{1,80}$/);
const version = z.coerce.number().int().min(0).max(1_000_000);
const note = z
  .string()
  .trim()
  .max(1000)
  .transform((value) => value || undefined)
  .optional();

export const saveRecordInput = z.strictObject({
  kind,
  /** Absent for a new record. */
  id: id.optional(),
  /** The version that was seen; 0 for a record without a history. */
  version: version.default(0),
  /** Field by field, as typed; fields left out stay as they are. */
  values: z.record(z.string().max(40), z.string().max(20_000)),
  /** The day from which the change holds; today when absent, never a day of the past. */
  validFrom: date.optional(),
  note,
});
export const closeRecordInput = z.strictObject({
  kind,
  id,
  version: version.default(0),
  /** The last day. */
  on: date,
  note,
});
export const restoreVersionInput = z.strictObject({
  kind,
  id,
  version: version.default(0),
  /** The version whose content comes back, as a new one. */
  restore: version,
  note,
});
export const plannedInput = z.strictObject({ kind, id, version });
export const listRecordsInput = z.strictObject({
  kind,
  q: z.string().trim().max(100).default(''),
  clinic: z.string().max(64).optional(),
  doctor: z.string().max(64).optional(),
  cursor: z.string().max(600).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const getRecordInput = z.strictObject({
  kind,
  /** Absent: the empty form of a new record. */
  id: id.optional(),
  /** What held, or by the plans will hold, on this day. */
  on: date.optional(),
});
export const dueInput = z.strictObject({}).default({});
