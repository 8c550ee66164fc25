import { caseNumberText, NOTE_CHARACTERS_MAX, text, version } from '@otklik/cases';
import { emailAddress, localeCode } from '@otklik/notices';
import { z } from 'zod';
import { CONSENT_ANSWERS, REFUSAL_REASONS } from './model.ts';

export const THANKS_CHARACTERS_MAX = 4000;
export const THANKS_CHARACTERS_MIN = 10;
export const WHOM_CHARACTERS_MAX = 300;
export const PEOPLE_MAX = 3;

const clinicCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const receipt = z.string().min(1).max(300);

export const nothing = z.strictObject({});

export const sendThanks = z.strictObject({
  clinic: clinicCode,
  text: text(THANKS_CHARACTERS_MAX).pipe(z.string().min(THANKS_CHARACTERS_MIN)),
  /** Whom it is for, in the author's words. */
  people: z
    .array(text(WHOM_CHARACTERS_MAX).pipe(z.string().min(2)))
    .max(PEOPLE_MAX)
    .default([]),
  /** Where to write what became of it; nowhere when absent. */
  email: emailAddress.pipe(z.email()).optional(),
  locale: localeCode.default('ru'),
});

const onThanks = { number: caseNumberText, version };

export const publishThanks = z.strictObject({
  ...onThanks,
  /** The author's words with what is to be cut in double brackets; as they are when absent. */
  marked: z
    .string()
    .max(THANKS_CHARACTERS_MAX * 2)
    .optional(),
  /** What looks like a name or a number that belongs to a person for life was seen and is none. */
  acknowledged: z.boolean().default(false),
});

export const refuseThanks = z
  .strictObject({
    ...onThanks,
    reason: z.enum(REFUSAL_REASONS),
    /** What the reason says besides its code, for the author. */
    note: text(NOTE_CHARACTERS_MAX).optional(),
  })
  .refine(({ reason, note }) => reason !== 'other' || Boolean(note), {
    path: ['note'],
    message: 'required',
  });

export const settlePerson = z
  .strictObject({
    ...onThanks,
    /** Whose words are tied; somebody whom the author did not type when absent. */
    personId: z.uuid().optional(),
    /** The post of this clinic; absent when it cannot be told. */
    postId: z.uuid().optional(),
  })
  .refine(({ personId, postId }) => personId !== undefined || postId !== undefined, {
    path: ['postId'],
    message: 'required',
  });

export const onPerson = z.strictObject({ number: caseNumberText, personId: z.uuid() });
export const answerConsent = z.strictObject({
  number: caseNumberText,
  personId: z.uuid(),
  answer: z.enum(CONSENT_ANSWERS),
});

/** By number for the account that wrote it, by receipt for whoever holds that. */
export const withdrawThanks = z
  .strictObject({ number: caseNumberText.optional(), receipt: receipt.optional() })
  .refine((by) => (by.number === undefined) !== (by.receipt === undefined), {
    path: ['receipt'],
    message: 'required',
  });

export const getThanks = z.strictObject({ number: caseNumberText });
export const followThanks = z.strictObject({ receipt });

export const listThanks = z.strictObject({
  clinic: clinicCode.optional(),
  district: z.string().max(40).optional(),
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});
export const listWaiting = z.strictObject({ cursor: z.uuid().optional() });
