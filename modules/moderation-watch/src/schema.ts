import {
  FIX_REASONS,
  NOTE_CHARACTERS_MAX,
  NOTE_REASONS,
  REDIRECT_REASONS,
  REJECTION_REASONS,
  RETURN_REASONS,
  text,
} from '@otklik/cases';
import { z } from 'zod';
import { hoursOf } from './model/shifts.ts';
import { FINDINGS, KINDS } from './store/tables.ts';

const MARKED_CHARACTERS_MAX = 20_000;

export const nothing = z.strictObject({});

/** What a second moderator may decide of each kind of words, and the reasons to choose from. */
export const CHOICES = {
  message: {
    publish: null,
    reject: REJECTION_REASONS,
    'return-message': FIX_REASONS,
    'redirect-unpublished': REDIRECT_REASONS,
  },
  answer: { 'publish-answer': null, 'return-answer': RETURN_REASONS },
  note: { 'publish-note': null, 'refuse-note': NOTE_REASONS },
} as const satisfies Record<string, Readonly<Record<string, readonly string[] | null>>>;

export const onDecision = z.strictObject({ caseId: z.uuid(), seq: z.number().int().min(1) });
export const onSample = z.strictObject({ sampleId: z.uuid() });
export const getSample = z.strictObject({
  /** One that was judged by oneself; the one that one holds when absent. */
  sampleId: z.uuid().optional(),
});

export const judgeSample = z.strictObject({
  sampleId: z.uuid(),
  decision: z.enum([
    'publish',
    'reject',
    'return-message',
    'redirect-unpublished',
    'publish-answer',
    'return-answer',
    'publish-note',
    'refuse-note',
  ]),
  reason: z
    .string()
    .regex(/^[a-z-]{1,60}$/)
    .optional(),
  /** The words with what must not be public between double brackets; only of what would be let out. */
  marked: z.string().max(MARKED_CHARACTERS_MAX).optional(),
});

export const settleDifference = z.strictObject({
  sampleId: z.uuid(),
  finding: z.enum(FINDINGS),
  words: text(NOTE_CHARACTERS_MAX).pipe(z.string().min(1)),
});

export const getFigures = z.strictObject({
  /** `YYYY-MM`; the current month when absent. */
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  kind: z.enum(KINDS).default('message'),
});

const shift = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  from: z.coerce.number().int().min(0).max(23),
  to: z.coerce.number().int().min(0).max(24),
});

export const saveRules = z.strictObject({
  sharePercent: z.coerce.number().int().min(0).max(50),
  refusalsTwice: z.boolean(),
  shifts: z
    .array(shift)
    .min(1)
    .max(6)
    .refine((shifts) => hoursOf(shifts) !== null, { message: 'hours-do-not-divide-the-day' }),
  sampleDaysMax: z.coerce.number().int().min(1).max(90),
  /** The day from which they hold; today when absent, never a day of the past. */
  validFrom: z.iso.date().optional(),
});
