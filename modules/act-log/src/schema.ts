import { z } from 'zod';
import { HEADS_MAX } from './model.ts';

export const listHeads = z.strictObject({
  limit: z.number().int().min(1).max(HEADS_MAX).default(31),
  /** Only heads of days before this one: the next page. */
  before: z.iso.date().optional(),
});
export const listKeys = z.strictObject({});
