import { caseNumberText, listQueueInput, NOTE_CHARACTERS_MAX, text } from '@otklik/cases';
import { emailAddress } from '@otklik/notices';
import { z } from 'zod';

const MENTIONS_MAX = 20;

export const onCase = z.strictObject({ number: caseNumberText });
export const nothing = z.strictObject({});
/** Addresses of colleagues, besides those that the words themselves name with an `@`. */
const mentions = z.array(emailAddress).max(MENTIONS_MAX).default([]);

export const addNote = z.strictObject({
  number: caseNumberText,
  text: text(NOTE_CHARACTERS_MAX).pipe(z.string().min(1)),
  mentions,
});

export const settleMention = z.strictObject({ noteId: z.uuid() });

export const takeCase = z.strictObject({
  number: caseNumberText,
  /** The address of whoever holds the case, to take it over from them; absent for a free one. */
  from: emailAddress.optional(),
});

export const handOver = z.strictObject({
  number: caseNumberText,
  to: emailAddress,
  /** What the colleague should know; becomes an internal note that mentions them. */
  note: text(NOTE_CHARACTERS_MAX).optional(),
});

export const findInQueue = z.strictObject({
  ...listQueueInput.shape,
  /** Whose cases: one's own, those that nobody holds, or all. */
  held: z.enum(['mine', 'free', 'all']).default('all'),
});
