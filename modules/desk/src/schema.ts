import {
  caseNumberText,
  isSlot,
  listQueueInput,
  NOTE_CHARACTERS_MAX,
  noteToSend,
  slotsIn,
  text,
} from '@otklik/cases';
import { emailAddress } from '@otklik/notices';
import { z } from 'zod';
import { queueFilters, queueName } from './model/filters.ts';
import { DELAYED_STEPS, TEMPLATE_KINDS } from './store/tables.ts';

const MENTIONS_MAX = 20;
/** So many cases go through one step together. */
export const BULK_MAX = 50;

export const onCase = z.strictObject({ number: caseNumberText });
export const nothing = z.strictObject({});
/** A colleague: by id, as the lists give it, or by the whole address. */
const colleague = z.union([z.uuid(), emailAddress]);
/** Colleagues, besides those that the words themselves name with an `@`. */
const mentions = z.array(colleague).max(MENTIONS_MAX).default([]);

export const addNote = z.strictObject({
  number: caseNumberText,
  text: text(NOTE_CHARACTERS_MAX).pipe(z.string().min(1)),
  mentions,
});

export const settleMention = z.strictObject({ noteId: z.uuid() });

export const takeCase = z.strictObject({
  number: caseNumberText,
  /** Whoever holds the case, to take it over from them; absent for a free one. */
  from: colleague.optional(),
});

export const handOver = z.strictObject({
  number: caseNumberText,
  to: colleague,
  /** Whoever was seen to hold the case; absent for a free one or one's own. */
  from: colleague.optional(),
  /** What the colleague should know; becomes an internal note that mentions them. */
  note: text(NOTE_CHARACTERS_MAX).optional(),
});

export const listColleagues = z.strictObject({
  number: caseNumberText,
  /** Only those whose name begins so. */
  beginning: text(80).optional(),
});

export const nameOneself = z.strictObject({
  /** The name that colleagues see; empty for the address again. */
  name: text(80).pipe(z.string().regex(/^$|^[\p{L}][\p{L}\p{M} .’'-]{0,78}[\p{L}\p{M}.]$/u)),
});

const { queue, cursor, before, limit } = listQueueInput.shape;
export const findInQueue = z.strictObject({ queue, cursor, before, limit, ...queueFilters.shape });
export const describeQueue = z.strictObject({ queue });

export const lookAtCases = z.strictObject({
  numbers: z.array(caseNumberText).min(1).max(BULK_MAX),
});

export const saveView = z.strictObject({
  name: text(60).pipe(z.string().min(1)),
  queue: queueName,
  filters: queueFilters,
  /** The queue opens with it. */
  isDefault: z.boolean().default(false),
});
export const onView = z.strictObject({ viewId: z.uuid() });
export const setDefaultView = z.strictObject({ viewId: z.uuid(), isDefault: z.boolean() });

export const delayStep = z.strictObject({
  number: caseNumberText,
  version: z.coerce.number().int().min(1).optional(),
  step: z.enum(DELAYED_STEPS),
  reason: z.string().max(60).optional(),
  note: noteToSend,
  /** The story or the answer with what must not be public between double brackets. */
  marked: z.string().max(20_000).optional(),
  /** A number that belongs to a person for life is meant to be public. */
  acknowledged: z.boolean().default(false),
});
export const settleDelayedStep = z.strictObject({
  stepId: z.uuid(),
  refused: z
    .string()
    .regex(/^[a-z-]{1,60}$/)
    .optional(),
});

export const onStep = z.strictObject({ stepId: z.uuid() });

const templateText = text(4000)
  .pipe(z.string().min(20))
  .refine((value) => slotsIn(value).every(isSlot), { message: 'unknown-slot' });

export const saveTemplate = z
  .strictObject({
    /** The one to change, in the version that was read; absent for a new one. */
    templateId: z.uuid().optional(),
    version: z.coerce.number().int().min(1).optional(),
    kind: z.enum(TEMPLATE_KINDS),
    /** The clinic's code; absent for the whole region. */
    clinic: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
      .optional(),
    name: text(80).pipe(z.string().min(1)),
    text: templateText,
  })
  .refine(({ clinic, kind }) => clinic === undefined || kind === 'answer', {
    path: ['clinic'],
    message: 'only-replies-are-of-a-clinic',
  });
export const onTemplate = z.strictObject({ templateId: z.uuid() });
export const checkReply = z.strictObject({ number: caseNumberText, text: text(8000) });

/** A district or okrug by its id, or `none` for clinics of no known district. */
const placeCode = z.string().min(1).max(40);
export const listCell = z.strictObject({
  what: z.enum(['solved', 'in-work']),
  timing: z.enum(['late', 'in-time']),
  district: placeCode.optional(),
  clinic: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
    .optional(),
  page: z.coerce.number().int().min(1).max(2000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const showMeeting = z.strictObject({
  district: placeCode.optional(),
  /** Any day of the week that is gone through; the last thirty days when absent. */
  week: z.iso
    .date()
    .refine((day) => day >= '2000' && day < '2100')
    .optional(),
  /** So many cases at most, those that are late before the others. */
  limit: z.coerce.number().int().min(1).max(1000).default(1000),
});
