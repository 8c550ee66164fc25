import { z } from 'zod';
import { HEADS_MAX } from './model/heads.ts';
import { filingProof } from './model/proof.ts';

export const listHeads = z.strictObject({
  limit: z.number().int().min(1).max(HEADS_MAX).default(31),
  /** Only heads of days before this one: the next page. */
  before: z.iso.date().optional(),
});
export const listKeys = z.strictObject({});
export const listFilings = z.strictObject({ day: z.iso.date() });
export const checkProof = z.strictObject({ proof: filingProof });
