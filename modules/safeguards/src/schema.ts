import { caseNumberText, NOTE_CHARACTERS_MAX, text } from '@otklik/cases';
import { emailAddress } from '@otklik/notices';
import { z } from 'zod';
import { OCCASIONS, OUTCOMES } from './model.ts';

// E.164 allows 15 digits; an extension and signs between them may stand beside.
const telephone = z
  .string()
  .trim()
  .max(40)
  .refine((typed) => /^[+\d(][\d\s().+-]*(?:(?:доб|ext)\.?\s*\d{1,6})?$/iu.test(typed), {
    message: 'telephone',
  })
  .refine((typed) => {
    const digits = typed.replace(/\D/g, '').length;
    return digits >= 5 && digits <= 21;
  }, 'telephone');

export const nothing = z.strictObject({});
export const onCase = z.strictObject({ number: caseNumberText });

export const openContact = z
  .strictObject({
    number: caseNumberText,
    email: emailAddress.pipe(z.email()).optional(),
    telephone: telephone.optional(),
  })
  .refine(({ email, telephone: call }) => email !== undefined || call !== undefined, {
    path: ['email'],
    message: 'required',
  });

/** Who pressed and how. */
const pressedWords = text(NOTE_CHARACTERS_MAX).pipe(z.string().min(1));

export const reportPressure = z.strictObject({
  number: caseNumberText,
  occasion: z.enum(OCCASIONS),
  words: pressedWords,
});

/** The same by the link in a letter, which asks for a verdict. */
export const reportByLink = z.strictObject({
  token: z.string().regex(/^[\w-]{43}$/),
  words: pressedWords,
});

export const settlePressure = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(OUTCOMES),
  finding: text(NOTE_CHARACTERS_MAX).pipe(z.string().min(1)),
});
