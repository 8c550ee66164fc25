import { text, version } from '@otklik/cases';
import { ASPECTS, SIDES } from '@otklik/comment-themes';
import { z } from 'zod';
import { REPLY_OUTCOMES, RETURN_REASONS } from './model/reply.ts';
import { REFUSAL_REASONS } from './model/states.ts';

export const COMMENT_CHARACTERS_MAX = 2000;
export const REPLY_CHARACTERS_MAX = 2000;
const REPLY_CHARACTERS_MIN = 20;
const SEARCH_CHARACTERS_MAX = 100;
const MARKED_CHARACTERS_MAX = COMMENT_CHARACTERS_MAX * 3;

export const nothing = z.strictObject({});

const id = z.uuid();
const day = z.iso.date();
const month = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/);
const aspect = z.enum(ASPECTS);
const side = z.enum(SIDES);

export const onComment = z.strictObject({ id });
export const byReceipt = z.strictObject({ receipt: z.string().min(1).max(300) });
export const warnAuthor = z.strictObject({ words: z.string().max(MARKED_CHARACTERS_MAX) });
export const listWaiting = z.strictObject({ cursor: id.optional() });

export const reviewComment = z
  .strictObject({
    id,
    version,
    decision: z.enum(['publish', 'refuse']),
    /** The original with what is to be cut in double brackets; as it is when absent. */
    marked: z.string().max(MARKED_CHARACTERS_MAX).optional(),
    reason: z.enum(REFUSAL_REASONS).optional(),
    /** What looks like a name or a fact that tells who wrote was seen and tells nothing. */
    acknowledged: z.boolean().default(false),
  })
  .refine(({ decision, reason }) => (decision === 'refuse') === (reason !== undefined), {
    path: ['reason'],
    message: 'reason-required',
  });

export const settleAppeal = z.strictObject({
  id,
  version,
  decision: z.enum(['publish', 'keep']),
  marked: z.string().max(MARKED_CHARACTERS_MAX).optional(),
  acknowledged: z.boolean().default(false),
});

export const correctTheme = z.strictObject({ id, aspect, side, isThere: z.boolean() });

export const listPublished = z.strictObject({
  place: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
    .optional(),
  aspect: aspect.optional(),
  side: side.optional(),
  month: month.optional(),
  words: text(SEARCH_CHARACTERS_MAX).optional(),
  page: z.number().int().min(1).max(1000).default(1),
  limit: z.number().int().min(1).max(50).default(20),
});

export const handInReply = z
  .strictObject({
    id,
    version: version.optional(),
    outcome: z.enum(REPLY_OUTCOMES),
    words: text(REPLY_CHARACTERS_MAX).pipe(z.string().min(REPLY_CHARACTERS_MIN)),
    changedSince: day.optional(),
  })
  .refine(({ outcome, changedSince }) => (outcome === 'changed') === (changedSince !== undefined), {
    path: ['changedSince'],
    message: 'required',
  });

export const judgeReply = z
  .strictObject({
    id,
    version,
    decision: z.enum(['pass', 'return']),
    reasons: z.array(z.enum(RETURN_REASONS)).max(RETURN_REASONS.length).default([]),
    /** What seems to ask or guess who wrote was seen and does not. */
    acknowledged: z.boolean().default(false),
  })
  .refine(({ decision, reasons }) => (decision === 'return') === reasons.length > 0, {
    path: ['reasons'],
    message: 'reason-required',
  });
