import { z } from 'zod';
import { answerParts, composed, hasParts, type AnswerParts } from './model/answer-parts.ts';
import { PROMISES_MAX } from './model/promise.ts';
import { isFilled } from './model/slots.ts';
import {
  ANSWER_CHARACTERS_MAX,
  caseNumberText,
  NOTE_CHARACTERS_MAX,
  requiredText,
  sent,
  target,
  text,
} from './schema.ts';

/** Inputs of the verbs about the signature and the promise. */

const date = z.iso.date();
const id = z.uuid();
const note = text(NOTE_CHARACTERS_MAX).optional();

export const OUTCOMES = ['change-made', 'change-planned', 'no-change'] as const;

/** One promise of an answer: what, who of the clinic (a person or a post), until when. */
export const promiseRow = z.strictObject({
  what: requiredText(500).pipe(z.string().min(5)),
  owner: requiredText(200),
  /** The colleague who keeps it, where one was chosen. */
  ownerId: id.optional(),
  until: date,
});
export type PromiseRow = z.output<typeof promiseRow>;
export const promiseRows = z.array(promiseRow).max(PROMISES_MAX).default([]);

/** Whoever was named to sign is signed for under that name, whatever is typed; everybody else types it. */
export const signature = {
  signerName: text(120).optional(),
  signerPost: text(200).optional(),
};
export const answerWords = {
  /** The answer as one text; what stands before its parts where it has any. */
  text: sent(text(ANSWER_CHARACTERS_MAX).optional()),
  /** Its parts, each under a heading of its own; the answer is put together from them. */
  parts: answerParts
    .refine((parts) => isFilled(composed(parts)), { message: 'slot-unfilled' })
    .optional(),
  outcome: z.enum(OUTCOMES),
  promises: promiseRows,
  photos: z.array(z.instanceof(Uint8Array)).max(5).default([]),
};
/** A change that is planned has a date, or it is no plan: docs/decisions/0046. */
export const isDated = ({
  outcome,
  promises,
}: {
  readonly outcome: string;
  readonly promises: readonly unknown[];
}): boolean => outcome !== 'change-planned' || promises.length > 0;
/** An answer as it is kept: one text, and its parts where it has any. */
export function wholeAnswer(typed: {
  readonly text?: string | undefined;
  readonly parts?: AnswerParts | undefined;
}): { readonly text: string; readonly parts: AnswerParts | null } {
  if (!hasParts(typed.parts)) return { text: typed.text ?? '', parts: null };
  const parts = { ...typed.parts, lead: typed.parts.lead ?? (typed.text || undefined) };
  return { text: composed(parts), parts };
}
/** Long enough to say something, short enough to be read. */
const isWhole = (typed: Parameters<typeof wholeAnswer>[0]): boolean => {
  const { text: words } = wholeAnswer(typed);
  return words.length >= 20 && words.length <= ANSWER_CHARACTERS_MAX;
};
const NOT_WHOLE = { path: ['text'], message: 'answer-needed' };
export const UNDATED = { path: ['promises'], message: 'promise-needed' };

export const handInAnswer = z
  .strictObject({ ...target, ...answerWords, ...signature })
  .refine(isDated, UNDATED)
  .refine(isWhole, NOT_WHOLE);
export const writeAnswer = z
  .strictObject({
    ...target,
    ...answerWords,
    draft: id.optional(),
    removePhotos: z.array(id).max(20).default([]),
  })
  .refine(isDated, UNDATED)
  .refine(isWhole, NOT_WHOLE);
/** `draft` is the version that the person looked at. */
const looked = { ...target, draft: id };
export const agreeAnswer = z.strictObject({ ...looked, remark: note });
export const giveBackAnswer = z.strictObject({
  ...looked,
  remark: requiredText(NOTE_CHARACTERS_MAX),
});
export const signAnswer = z.strictObject({ ...looked, ...signature });

const clinic = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
export const nameDeputy = z
  .strictObject({
    clinic,
    personId: id,
    personName: requiredText(120),
    personPost: requiredText(200),
    forName: requiredText(120),
    forPost: requiredText(200),
    fromDate: date,
    toDate: date,
  })
  .refine((one) => one.fromDate <= one.toDate, { path: ['toDate'], message: 'dates-in-order' });
export const nameSigner = z.strictObject({
  clinic,
  personId: id,
  personName: requiredText(120),
  personPost: requiredText(200),
});
export const endSigningRight = z.strictObject({ id });
export const listSigning = z.strictObject({ clinic });

export const onPromise = { number: caseNumberText, promise: id };
export const reportPromise = z.strictObject({
  ...onPromise,
  note: requiredText(NOTE_CHARACTERS_MAX),
  /** What shows that it is kept: for the author and the staff. */
  photos: z.array(z.instanceof(Uint8Array)).max(3).default([]),
});
export const judgePromise = z.strictObject({ ...onPromise, kept: z.enum(['yes', 'no']), note });
export const promiseTarget = z.strictObject(onPromise);
export const listPromises = z.strictObject({
  which: z.enum(['overdue', 'open', 'reported', 'all']).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
