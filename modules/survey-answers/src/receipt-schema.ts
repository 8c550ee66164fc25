import { locales } from '@otklik/i18n';
import { z } from 'zod';

/** A receipt as somebody typed it; spaces, case and look-alike letters are forgiven. */
export const byReceipt = z.strictObject({ receipt: z.string().min(1).max(300) });

export const listAnswerDays = z.strictObject({
  limit: z.int().min(1).max(100).default(31),
  /** Only days before this one: the next page. */
  before: z.iso.date().optional(),
});
export const listAnswerLeaves = z.strictObject({ day: z.iso.date() });

export const doctorMarks = z.strictObject({ locale: z.enum(locales) });
