import { z } from 'zod';
import { caseNumberText, photoCover, text, version } from '@otklik/cases';
import { named } from '@otklik/named-staff';
import { forWhom } from './schema-representation.ts';

export const STORY_CHARACTERS_MAX = 4000;
export const STORY_CHARACTERS_MIN = 20;
export const PHOTOS_MAX = 5;

const clinicCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const topicCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const token = z.string().regex(/^[\w-]{43}$/);
const localeCode = z.enum(['ru', 'en']);
// RFC 5321 allows 254; the account library and the letter check the rest.
const email = z.string().trim().max(254).pipe(z.email());
/** What a topic's own questions were answered; judged by the topic's fields, not here. */
const facts = z.record(
  z.string().max(60),
  z.union([z.string().max(2000), z.number(), z.array(z.string().max(60)).max(60)]),
);

const objectChoice = z.union([z.uuid(), z.literal('unsure')]);

export const fileComplaint = z.strictObject({
  clinic: clinicCode,
  topic: topicCode,
  story: text(STORY_CHARACTERS_MAX).pipe(z.string().min(STORY_CHARACTERS_MIN)),
  private: text(STORY_CHARACTERS_MAX).optional(),
  /** Whom it is about, in confidence: for the moderator and, once settled, for the clinic. */
  named: named.optional(),
  /** Which of the clinic's objects of the topic's kind: its id, or that the author cannot tell. */
  object: objectChoice.optional(),
  facts: facts.default({}),
  email: email.optional(),
  /** The author leaves no address: the receipt alone, typed back, stands for it. An address beside it is dropped. */
  receiptOnly: z.boolean().optional(),
  locale: localeCode.default('ru'),
  /** Whether somebody is in danger now, as the author says; unsaid, the words of the story are looked at. */
  danger: z.enum(['yes', 'no']).optional(),
  /** For whom it is, when it is not for oneself. */
  forWhom: forWhom.optional(),
  /** The form's token: its photos become the case's, and the form is forgotten. */
  draft: token.optional(),
});

/** A form half filled: anything may be missing, nothing may be too long. */
export const draftContent = z.strictObject({
  clinic: clinicCode.optional(),
  topic: topicCode.optional(),
  story: z
    .string()
    .max(STORY_CHARACTERS_MAX * 4)
    .optional(),
  private: z
    .string()
    .max(STORY_CHARACTERS_MAX * 4)
    .optional(),
  named: z
    .array(z.strictObject({ words: z.string().max(2000), postId: z.uuid().optional() }))
    .max(10)
    .optional(),
  object: objectChoice.optional(),
  facts: facts.optional(),
  email: z.string().max(500).optional(),
  receiptOnly: z.boolean().optional(),
  forWhom: forWhom.optional(),
});

/** The same with the token of its form, for what lies beside it: the photos. */
export const checkedContent = z.strictObject({ ...draftContent.shape, draft: token.optional() });

export type DraftContent = z.output<typeof draftContent>;

export const saveDraft = z.strictObject({ token: token.optional(), content: draftContent });
export const draftTarget = z.strictObject({ token });
export const addDraftPhoto = z.strictObject({ token, photo: z.instanceof(Uint8Array) });
export const coverDraftPhoto = z.strictObject({ token, ...photoCover });
export const removeDraftPhoto = z.strictObject({ token, photoId: z.uuid() });
export const confirmComplaint = z.strictObject({ token });
export const publishComplaint = z.strictObject({
  number: caseNumberText,
  version,
  /** The author's story with what is to be cut in double brackets; the whole story when absent. */
  marked: z
    .string()
    .max(STORY_CHARACTERS_MAX * 2)
    .optional(),
  /** A number that belongs to a person for life is meant to be public. */
  acknowledged: z.boolean().default(false),
});
export const complaintTarget = z.strictObject({ number: caseNumberText });
export const followCase = z.strictObject({ receipt: z.string().min(1).max(300) });

export const OUTCOME_FILTERS = [
  'open',
  'late',
  'answered',
  'confirmed',
  'partly',
  'disputed',
  'silent',
  'closed',
] as const;
export const listComplaints = z.strictObject({
  q: z.string().trim().max(200).optional(),
  clinic: clinicCode.optional(),
  district: z.string().max(40).optional(),
  topic: topicCode.optional(),
  outcome: z.enum(OUTCOME_FILTERS).optional(),
  page: z.coerce.number().int().min(1).max(500).default(1),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

/** A year or a month of publication; others would let small counts follow from their differences. */
const period = z.string().regex(/^20\d\d(?:-(?:0[1-9]|1[0-2]))?$/);

export const statisticsAsked = z.strictObject({
  clinic: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
    .optional(),
  /** A district or an okrug; does not count beside a clinic. */
  district: z.string().max(40).optional(),
  topic: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{1,60}$/)
    .optional(),
  /** All time when absent. */
  period: period.optional(),
});
