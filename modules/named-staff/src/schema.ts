import { caseNumberText, NOTE_CHARACTERS_MAX, text } from '@otklik/cases';
import { emailAddress } from '@otklik/notices';
import { z } from 'zod';
import { PEOPLE_MAX, PROPOSALS_MAX } from './model.ts';

export const NAMED_CHARACTERS_MAX = 300;
const EXPLANATION_CHARACTERS_MAX = 4000;

/** One of those whom a message is about, in the author's words; the post when it was picked from the list. */
const onePerson = z.strictObject({
  words: text(NAMED_CHARACTERS_MAX).pipe(z.string().min(2)),
  postId: z.uuid().optional(),
});

/** Whom a message is about: one person after another. */
export const named = z.array(onePerson).min(1).max(PROPOSALS_MAX);

export const nothing = z.strictObject({});
export const onCase = z.strictObject({ number: caseNumberText });

export const listPosts = z.strictObject({
  clinic: z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/),
  /** The beginning of a surname. */
  q: z.string().trim().max(60).optional(),
});

export const settleLink = z
  .strictObject({
    number: caseNumberText,
    /** Which of the people whom the message names, from 1; the next number adds one that only the text tells of. */
    person: z.coerce.number().int().min(1).max(PEOPLE_MAX).default(1),
    decision: z.enum(['settled', 'cannot-tell', 'rejected', 'removed']),
    postId: z.uuid().optional(),
    reason: text(NOTE_CHARACTERS_MAX).pipe(z.string().min(1)),
    /** The version that the moderator looked at; 0 while there is none. */
    version: z.coerce.number().int().min(0),
  })
  .refine(({ decision, postId }) => (decision === 'settled') === (postId !== undefined), {
    path: ['postId'],
    message: 'post-with-settled',
  });

export const tieAccount = z.strictObject({ postId: z.uuid(), email: emailAddress });
export const untieAccount = z.strictObject({ postId: z.uuid() });

export const onPerson = z.strictObject({ number: caseNumberText, postId: z.uuid() });

export const explain = z.strictObject({
  number: caseNumberText,
  /** As the holder of which post; needed only by who is named by two of them. */
  postId: z.uuid().optional(),
  text: text(EXPLANATION_CHARACTERS_MAX).pipe(z.string().min(10)),
});

export const saveTerm = z.strictObject({
  /** Working days within which an explanation is expected. */
  days: z.coerce.number().int().min(1).max(30),
  /** The day from which it holds; today when absent, never a day of the past. */
  validFrom: z.iso.date().optional(),
});
