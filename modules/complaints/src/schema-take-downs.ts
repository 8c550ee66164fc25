import { z } from 'zod';
import { caseNumberText, text } from '@otklik/cases';
import {
  DECIDED_BY,
  DEMANDED_BY,
  RESTORE_GROUNDS,
  TAKE_DOWN_GROUNDS,
  TAKEN_KINDS,
} from './model/take-down.ts';

/** Inputs of the verbs by which a text leaves public sight, with a public trace. */

export const takeDown = z.strictObject({
  number: caseNumberText,
  kind: z.enum(TAKEN_KINDS),
  ground: z.enum(TAKE_DOWN_GROUNDS),
  demandedBy: z.enum(DEMANDED_BY),
  decidedBy: z.enum(DECIDED_BY),
  /** Which court or authority, in words; of the platform itself, which role. Everybody reads it. */
  decider: text(160).pipe(z.string().min(3)),
  decisionNumber: text(60).pipe(z.string().min(1)).optional(),
  decisionDate: z.iso.date().optional(),
  /** Said in so many words: everybody will see that it was done. */
  agreed: z.literal('take-down'),
});
export const putBack = z.strictObject({
  id: z.uuid(),
  ground: z.enum(RESTORE_GROUNDS),
  agreed: z.literal('put-back'),
});
export const listTakeDowns = z.strictObject({
  ground: z.enum(TAKE_DOWN_GROUNDS).optional(),
  kind: z.enum(TAKEN_KINDS).optional(),
  demandedBy: z.enum(DEMANDED_BY).optional(),
  year: z
    .string()
    .regex(/^20\d\d$/)
    .optional(),
  standing: z.enum(['yes', 'no']).optional(),
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});
