import { z } from 'zod';
import { AGES } from './model/admission.ts';

export const nothing = z.strictObject({});
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
/** A table as text, with its head line. */
const table = z.string().min(2).max(8_000_000);

export const putAdmissions = z.strictObject({
  table,
  /** Only looks: nothing is written. */
  check: z.boolean().default(false),
});

export const putCatchments = z.strictObject({
  table,
  /** The first day of the set; today unless told. */
  from: z.iso.date().optional(),
  check: z.boolean().default(false),
});

export const findClinic = z.strictObject({
  ages: z.enum(AGES).default('adult'),
  town: z.string().trim().max(100).default(''),
  street: z.string().trim().min(1).max(120),
  house: z.string().trim().min(1).max(30),
});

export const ofClinic = z.strictObject({
  clinic: code,
  /** The clinics to which the asker is attached, by their own word. */
  mine: z.strictObject({ adult: code.optional(), child: code.optional() }).default({}),
});

const day = z.iso.date();
const ages = z.enum([...AGES, 'both']);
export const admissionRow = z
  .strictObject({
    clinic: code,
    ages,
    places: z.int().min(0).max(1_000_000).nullable(),
    takes_unattached: z.boolean().nullable(),
    referral_only: z.boolean(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .nullable(),
    told_on: day.nullable(),
    valid_from: day.nullable(),
    valid_to: day.nullable(),
  })
  .refine(({ valid_from, valid_to }) => !valid_from || !valid_to || valid_from <= valid_to, {
    path: ['valid_to'],
  });

export const catchmentRow = z.strictObject({
  clinic: code,
  ages,
  town: z.string().max(100),
  street: z.string().regex(/^\P{Cc}{1,120}$/u),
  houses: z.string().max(5000),
});
