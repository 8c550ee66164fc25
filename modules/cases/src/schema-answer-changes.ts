import { z } from 'zod';
import { RETURN_REASONS } from './model/reasons.ts';
import { ANSWER_CHARACTERS_MAX, lettingOut, sent, target, text } from './schema.ts';

/** Inputs of what is done to an answer after its publication. */

export const changeAnswer = z.strictObject({
  ...target,
  text: sent(text(ANSWER_CHARACTERS_MAX).pipe(z.string().min(20))),
});
export const settleAnswerChange = z
  .strictObject({
    ...target,
    change: z.uuid(),
    finding: z.enum(['published', 'refused']),
    reason: z.enum(RETURN_REASONS).optional(),
    ...lettingOut,
  })
  .refine((input) => input.finding === 'published' || input.reason !== undefined, {
    path: ['reason'],
    message: 'reason-needed',
  });
export const listAnswerChanges = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
