import { OWN_STAGES, STAGES, type Stage } from '@otklik/cases';
import { parseSchedule, WorkingTimeError, type Schedule } from '@otklik/working-time';
import { z } from 'zod';
import { topicDefinition } from './model/topic.ts';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const day = z.iso.date();
const words = (max: number) => z.string().trim().min(1).max(max);

const hhmm = z.string().regex(/^\d\d:[0-5]\d$/);
const dayHours = z
  .array(z.tuple([hhmm, hhmm]))
  .max(6)
  .optional();

/**
 * The hours of a week that a term in minutes or hours fills, by the production calendar or its holidays alone:
 * a week that knew no calendar could lead any number of years ahead.
 */
const weekHours = z
  .strictObject({
    calendar: z.enum(['full', 'holidays-only']).default('full'),
    week: z.strictObject({
      mon: dayHours,
      tue: dayHours,
      wed: dayHours,
      thu: dayHours,
      fri: dayHours,
      sat: dayHours,
      sun: dayHours,
    }),
  })
  .transform(({ calendar, week }): Schedule => {
    // Days without hours are not kept, so that the same week reads the same.
    const open = Object.entries(week).filter(([, hours]) => hours?.length);
    return { calendar, week: Object.fromEntries(open) as Schedule['week'] };
  })
  .superRefine((schedule, context) => {
    try {
      parseSchedule(schedule);
    } catch (error) {
      if (!(error instanceof WorkingTimeError)) throw error;
      context.addIssue({ code: 'custom', message: 'hours-invalid' });
    }
  });

/** When minutes and hours run; days know no hours. */
export const termSchedule = z.union([z.literal('round-the-clock'), weekHours]);

const stageTerm = z.strictObject({
  amount: z.coerce.number().int().min(1).max(1000),
  unit: z.enum(['minutes', 'hours', 'working-days', 'calendar-days']),
  roll: z.enum(['none', 'next', 'previous']).optional(),
  schedule: termSchedule.optional(),
});

const isOwn = (stage: Stage): boolean => (OWN_STAGES as readonly Stage[]).includes(stage);

/** A topic's own chain of clocks: it must set some stages; where it sets no other, the house's term holds. */
export const topicTerms = z.strictObject(
  Object.fromEntries(
    STAGES.map((stage) => [stage, isOwn(stage) ? stageTerm : stageTerm.optional()]),
  ) as Record<(typeof OWN_STAGES)[number], typeof stageTerm> &
    Record<Exclude<Stage, (typeof OWN_STAGES)[number]>, z.ZodOptional<typeof stageTerm>>,
);
export type TypedTerms = z.output<typeof topicTerms>;

/** What the form of a topic holds, judged as a whole. */
export const topicDraft = z.strictObject({
  definition: topicDefinition,
  category: z.strictObject({ code, ru: words(120), en: words(120) }),
  terms: topicTerms,
  position: z.coerce.number().int().min(0).max(10_000).default(1000),
  suspended: z
    .strictObject({ reason: words(300), until: day.optional() })
    .nullable()
    .default(null),
});

export const saveTopicInput = z.strictObject({
  ...topicDraft.shape,
  /** The version that was seen; 0 for a new topic. */
  version: z.coerce.number().int().min(0).max(100_000).default(0),
  /** The day from which it holds; now when absent, never a day of the past. */
  validFrom: day.optional(),
  note: z.string().trim().max(1000).optional(),
});
export const previewTopicInput = z.strictObject({
  ...topicDraft.shape,
  /** The moment at which every clock is started, local time of the region. */
  startAt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/)
    .refine((value) => !Number.isNaN(Date.parse(`${value}:00Z`)), 'no-such-date'),
});
export const topicTarget = z.strictObject({ code, on: day.optional() });
export const restoreTopicInput = z.strictObject({
  code,
  version: z.coerce.number().int().min(0).max(100_000),
  restore: z.coerce.number().int().min(1).max(100_000),
});
export const cancelTopicInput = z.strictObject({
  code,
  version: z.coerce.number().int().min(1).max(100_000),
});
export const nothing = z.strictObject({}).default({});

export const WISH_OUTCOMES = ['wanted', 'known-topic', 'added', 'not-ours', 'unclear'] as const;
export const sendWish = z.strictObject({
  kind: z.enum(['topic', 'clinic']),
  clinic: code.optional(),
  text: z
    .string()
    .transform((value) => value.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().min(20).max(4000)),
  email: z.string().trim().max(254).pipe(z.email()).optional(),
  locale: z.enum(['ru', 'en']).default('ru'),
});
export const settleWish = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(WISH_OUTCOMES),
  /** What is wanted, in a few words without anything personal: equal words are counted together. */
  label: z
    .string()
    .trim()
    .max(120)
    .transform((value) => value || undefined)
    .optional(),
  /** Goes by letter to whoever left an address. */
  answer: z
    .string()
    .transform((value) => value.replace(/\r\n?/g, '\n').trim() || undefined)
    .pipe(z.string().min(10).max(2000).optional())
    .optional(),
});
export const listWishes = z.strictObject({
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
