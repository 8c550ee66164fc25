import { z } from 'zod';
import {
  NOTE_CHARACTERS_MAX,
  caseNumberText,
  lettingOut,
  target,
  text,
  VERDICTS,
} from './schema.ts';

/** Why a note beside a support is not shown: of the codes of messages those that a note may earn. */
export const NOTE_REASONS = [
  'personal-data-of-others',
  'insult',
  'no-facts',
  'not-about-a-clinic',
  'advertising',
  'medical-advice-sought',
  'court-or-police',
  'other',
] as const;

/** Letters to everybody who joined a case; they speak of it, not of a case of their own. */
export const SUPPORT_LETTERS = ['support-answered', 'support-moved', 'support-gone'] as const;

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
const note = { number: caseNumberText, support: z.uuid() };
export const settleSupportNote = z.discriminatedUnion('decision', [
  z.strictObject({ ...note, decision: z.literal('publish'), ...lettingOut }),
  z.strictObject({
    ...note,
    decision: z.literal('refuse'),
    reason: z.enum(NOTE_REASONS),
    /** What the supporter reads beside the reason; needed where that is `other`. */
    note: text(NOTE_CHARACTERS_MAX).optional(),
  }),
]);
/** Of the job alone: `after` is the support up to which letters went. */
export const tellSupporters = z.strictObject({
  case: z.uuid(),
  template: z.enum(SUPPORT_LETTERS),
  after: z.uuid().optional(),
});
export const listSupportNotes = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
