import { z } from 'zod';
import {
  NOTE_CHARACTERS_MAX,
  caseNumberText,
  requiredText,
  target,
  text,
  VERDICTS,
} from './schema.ts';

/** Why a note beside a support is not shown; codes, as with messages. */
export const NOTE_REASONS = ['personal-data', 'insult', 'no-facts', 'other'] as const;

export const mergeCase = z.strictObject({ ...target, lead: caseNumberText });
export const unmergeCase = z.strictObject({ ...target });
export const supportCase = z.strictObject({
  number: caseNumberText,
  note: text(NOTE_CHARACTERS_MAX).optional(),
});
export const supportTarget = z.strictObject({ number: caseNumberText });
export const judgeSupported = z
  .strictObject({
    number: caseNumberText,
    verdict: z.enum(VERDICTS),
    unanswered: text(NOTE_CHARACTERS_MAX).optional(),
  })
  .refine((input) => input.verdict !== 'disputed' || Boolean(input.unanswered), {
    path: ['unanswered'],
    message: 'dispute-needs-question',
  });
export const settleSupportNote = z.strictObject({
  number: caseNumberText,
  support: z.uuid(),
  decision: z.enum(['publish', 'refuse']),
  /** The note as everybody may read it: the supporter's own with what is cut left out; for `publish`. */
  words: requiredText(NOTE_CHARACTERS_MAX).optional(),
});
export const listSupportNotes = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
