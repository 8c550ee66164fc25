import { z } from 'zod';

export const letterRef = z.strictObject({ letterId: z.uuid() });

export const deliveryReport = z.strictObject({
  letterId: z.uuid(),
  fence: z.number().int().positive(),
  delivery: z.enum(['sent', 'bounced', 'refused', 'postponed']),
});

/** What a form's address field must look like before `normaliseEmail` judges it. */
export const emailAddress = z.string().trim().min(3).max(254);
export const localeCode = z.enum(['ru', 'en']);
