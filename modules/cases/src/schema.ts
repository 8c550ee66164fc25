import { z } from 'zod';
import { CONTROL_FINDINGS, REJECTION_REASONS, RETURN_REASONS } from './model/moves.ts';
import { QUEUES } from './model/queues.ts';
import { isFilled } from './model/slots.ts';

export const NOTE_CHARACTERS_MAX = 2000;
export const ANSWER_CHARACTERS_MAX = 8000;

export const caseNumberText = z.string().regex(/^\d{2}-\d{6,11}-\d$/);
export const version = z.coerce.number().int().min(1).optional();
/** What people type: outer spaces go, line ends become one kind. */
export const text = (max: number) =>
  z
    .string()
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(max));
export const requiredText = (max: number) => text(max).pipe(z.string().min(1));

/** Nobody is sent a text with a gap in it. */
export const sent = <Schema extends z.ZodType<string | undefined>>(schema: Schema) =>
  schema.refine((value) => isFilled(value ?? ''), { message: 'slot-unfilled' });
/** What a reason says besides its code; optional. */
export const noteToSend = sent(text(NOTE_CHARACTERS_MAX).optional());

export const target = { number: caseNumberText, version };

export const rejectCase = z.strictObject({
  ...target,
  reason: z.enum(REJECTION_REASONS),
  note: noteToSend,
});

export const returnAnswer = z.strictObject({
  ...target,
  reason: z.enum(RETURN_REASONS),
  note: noteToSend,
});

/** What a moderator lets out: words with what is to be cut in double brackets; as they are when absent. */
export const lettingOut = {
  marked: z
    .string()
    .max(ANSWER_CHARACTERS_MAX * 2)
    .optional(),
  /** A number that belongs to a person for life is meant to be public. */
  acknowledged: z.boolean().default(false),
};
export const publishAnswer = z.strictObject({ ...target, ...lettingOut });

/** Photos that show what is still wrong. */
export const VERDICT_PHOTOS_MAX = 3;
export const VERDICTS = ['confirmed', 'partly', 'disputed'] as const;

export const giveVerdict = z
  .strictObject({
    ...target,
    verdict: z.enum(VERDICTS),
    /** Which question is unanswered. */
    unanswered: text(NOTE_CHARACTERS_MAX).optional(),
    /** What is still wrong, apart from the answer. */
    stillWrong: text(NOTE_CHARACTERS_MAX).optional(),
    photos: z.array(z.instanceof(Uint8Array)).max(VERDICT_PHOTOS_MAX).default([]),
  })
  .refine((input) => input.verdict !== 'disputed' || Boolean(input.unanswered), {
    path: ['unanswered'],
    message: 'dispute-needs-question',
  });

export const decideControl = z.strictObject({
  ...target,
  finding: z.enum(CONTROL_FINDINGS),
  note: requiredText(NOTE_CHARACTERS_MAX),
});

export const withdrawCase = z.strictObject({ ...target });

/** Deadline and id of a row: the edge of a page. */
const edge = z.string().regex(/^(?:infinity|\d{4}-\d\d-\d\dT[\d:.]{8,12}Z)~[0-9a-f-]{36}$/);

export const listQueue = z.strictObject({
  queue: z.enum(QUEUES),
  /** As the page before gave it: rows after this one. */
  cursor: edge.optional(),
  /** As the page after gave it: rows before this one; then `cursor` does not count. */
  before: edge.optional(),
  /** By the running deadline, the earliest first, or by age, the oldest case first. */
  sort: z.enum(['due', 'age']).default('due'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const caseTarget = z.strictObject({ number: caseNumberText });
