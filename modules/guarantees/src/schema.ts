import { z } from 'zod';

const clinicCode = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const day = z.iso.date();

export const nothing = z.strictObject({});
export const referralTarget = z.strictObject({ id: z.uuid() });

export const addReferral = z.strictObject({
  /** The code of a norm: `specialist`, `ct-mri`. */
  kind: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/),
  givenOn: day,
  specialty: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{1,60}$/)
    .optional(),
  clinic: clinicCode.optional(),
  /** The appointment that was offered. */
  offeredOn: day.optional(),
  seenOn: day.optional(),
});

export const SENT_max = 1000;
/** JSON of rows: the waist counts keys. */
export const takeReferrals = z.strictObject({ referrals: z.string().max(1_000_000) });

/** One referral as a clinic's system sends it. */
export const sentReferral = z.strictObject({
  /** What the patient told at the desk. */
  code: z.string().min(1).max(40),
  /** The system's own name of it: kept only as a keyed hash. */
  referralId: z.string().min(1).max(200),
  ...addReferral.shape,
});
export type SentReferral = z.output<typeof sentReferral>;

/** What became of it: a day that is absent is taken away. */
export const changeReferral = z.strictObject({
  id: z.uuid(),
  offeredOn: day.optional(),
  seenOn: day.optional(),
});

const words = z.string().trim().min(1).max(200);
/** Digits and what stands between them. */
const phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 ()-]{1,30}$/);
const url = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .trim();

export const putContact = z
  .strictObject({
    /** The row that is changed; a new one when absent. */
    id: z.uuid().optional(),
    kind: z.enum(['insurer', 'fund']),
    nameRu: words,
    nameEn: words.optional(),
    phone: phone.optional(),
    url: url.optional(),
    validFrom: day.optional(),
    validTo: day.optional(),
    verified: z.boolean().default(false),
  })
  .refine(({ phone: told, url: page }) => told !== undefined || page !== undefined, {
    message: 'phone-or-url',
    path: ['phone'],
  })
  .refine(({ validFrom, validTo }) => !validFrom || !validTo || validFrom <= validTo, {
    message: 'ends-before-it-begins',
    path: ['validTo'],
  });

export const putWarning = z.strictObject({ workingDays: z.coerce.number().int().min(0).max(10) });
export const contactsAsked = z.strictObject({
  page: z.coerce.number().int().min(1).max(9999).default(1),
});
