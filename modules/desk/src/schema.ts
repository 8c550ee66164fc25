import { caseNumberText, NOTE_CHARACTERS_MAX, text } from '@otklik/cases';
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
