import { caseNumberText, NOTE_CHARACTERS_MAX, text, version } from '@otklik/cases';
import { z } from 'zod';
import { STORY_CHARACTERS_MAX, STORY_CHARACTERS_MIN } from './schema.ts';

const target = { number: caseNumberText, version };
const topicCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const needed = (maximum: number, minimum = 1) => text(maximum).pipe(z.string().min(minimum));

export const raiseDanger = z.strictObject({
  ...target,
  note: text(NOTE_CHARACTERS_MAX).optional(),
});

export const changeTopic = z.strictObject({
  ...target,
  topic: topicCode,
  note: text(NOTE_CHARACTERS_MAX).optional(),
});

const days = z.number().int().min(1).max(365);
/** The bundled file's shape (`otklik-lanes/1`), without the bodies: those are the engine's. */
export const importLanes = z.strictObject({
  emergency: z
    .array(
      z.object({
        code: z.string().regex(/^[a-z0-9-]{1,30}$/),
        number: z.string().regex(/^[\d+ ()-]{2,30}$/),
        ru: z.string().min(1).max(200),
        en: z.string().min(1).max(200),
      }),
    )
    .min(1)
    .max(20),
  duty_email: z.email().nullable(),
  appeals: z.object({
    open: z.boolean(),
    url: z.url({ protocol: /^https$/ }).nullable(),
    /** The body whose appeals are filed here: a code of the receiving bodies. */
    body: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
      .nullish(),
    registration_days: days,
    answer_days: days,
    extension_days: days,
    forwarding_days: days,
    roll: z.enum(['none', 'next', 'previous']),
  }),
});
export const saveLanes = z.strictObject({
  ...importLanes.shape,
  /** The version that was seen; 0 where nothing was set yet. */
  version: z.coerce.number().int().min(0).max(100_000),
  /** The day from which it holds; now when absent, never a day of the past. */
  validFrom: z.iso.date().optional(),
  note: text(NOTE_CHARACTERS_MAX).optional(),
});
export type Lanes = z.output<typeof importLanes>;

const appealTarget = { number: caseNumberText, version: z.coerce.number().int().min(1).optional() };
export const lateDanger = z.strictObject({ number: caseNumberText });
export const lateAppeal = z.strictObject({ number: caseNumberText });
export const listAppeals = z.strictObject({
  which: z.enum(['open', 'overdue', 'closed']).default('open'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const fileAppeal = z.strictObject({
  number: caseNumberText,
  text: needed(STORY_CHARACTERS_MAX * 2, STORY_CHARACTERS_MIN),
  surname: needed(200),
  address: needed(500, 10),
});
/** With no complaint before it: about a clinic, on a topic or on none. */
export const fileLoneAppeal = z.strictObject({
  clinic: topicCode,
  topic: topicCode.optional(),
  text: fileAppeal.shape.text,
  surname: fileAppeal.shape.surname,
  address: fileAppeal.shape.address,
});
export const loneAppeal = z.strictObject({ number: caseNumberText });
export const registerAppeal = z.strictObject({
  ...appealTarget,
  registrationNumber: needed(60),
});
export const extendAppeal = z.strictObject({
  ...appealTarget,
  days: z.coerce.number().int().min(1).max(365),
  notice: needed(NOTE_CHARACTERS_MAX, 10),
});
export const forwardAppeal = z.strictObject({ ...appealTarget, body: z.string().max(61) });
export const answerAppeal = z.strictObject({ ...appealTarget, text: needed(8000, 20) });
