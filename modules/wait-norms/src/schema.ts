import { z } from 'zod';

export const nothing = z.strictObject({});
export const reviewAsked = z.strictObject({
  specialty: z.string().max(60).optional(),
  page: z.coerce.number().int().min(1).max(9999).default(1),
});
export const explainAsked = z.strictObject({
  clinic: z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/),
  specialty: z.string().regex(/^[a-z][a-z0-9_-]{1,60}$/),
});
