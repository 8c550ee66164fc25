import { z } from 'zod';
import { NOTE_CHARACTERS_MAX, requiredText, text, VERDICT_PHOTOS_MAX, VERDICTS } from './schema.ts';

/** Inputs of what an author says by the link in a letter. */

const token = z.string().regex(/^[\w-]{43}$/);
export const authorLinkTarget = z.strictObject({ token });

export const sayByLink = z
  .discriminatedUnion('what', [
    z.strictObject({
      what: z.literal('verdict'),
      token,
      verdict: z.enum(VERDICTS),
      unanswered: text(NOTE_CHARACTERS_MAX).optional(),
      stillWrong: text(NOTE_CHARACTERS_MAX).optional(),
      photos: z.array(z.instanceof(Uint8Array)).max(VERDICT_PHOTOS_MAX).default([]),
    }),
    z.strictObject({ what: z.literal('question'), token, text: requiredText(NOTE_CHARACTERS_MAX) }),
    z.strictObject({
      what: z.literal('plan'),
      token,
      kept: z.enum(['yes', 'no']),
      note: text(NOTE_CHARACTERS_MAX).optional(),
    }),
  ])
  .refine((input) => input.what !== 'verdict' || input.verdict !== 'disputed' || input.unanswered, {
    path: ['unanswered'],
    message: 'dispute-needs-question',
  });
