import { z } from 'zod';
import { caseNumberText, version } from '@otklik/cases';

/** Inputs of the verbs by which somebody disposes of the own data. */

export const retractComplaint = z.strictObject({ number: caseNumberText, version });
export const nothing = z.strictObject({});
/** Said in so many words: an erasure cannot be undone. */
const agreed = z.literal('erase');
export const eraseOwnComplaint = z.strictObject({ number: caseNumberText, agreed });
export const eraseOwnAccount = z.strictObject({ agreed });
export const ownTarget = z.strictObject({ number: caseNumberText });
/** Which sending: the first one is 1; the last one when absent. */
export const filingProofAsked = z.strictObject({
  number: caseNumberText,
  sending: z.coerce.number().int().min(1).max(1000).optional(),
});
export const exportOwn = z.strictObject({});
export const listLooks = z.strictObject({
  /** `next` of the page before: what follows it, older. */
  after: z
    .string()
    .regex(/^\d{1,14}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .optional(),
});
export const releaseAnswer = z.strictObject({
  number: caseNumberText,
  answerId: z.uuid(),
  /** The answer with what is to be cut in double brackets; the whole answer when absent. */
  marked: z.string().max(16_000).optional(),
});
