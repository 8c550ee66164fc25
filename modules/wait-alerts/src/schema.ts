import { z } from 'zod';
import { emailAddress, localeCode } from '@otklik/notices';

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
export const NOTICE_HOURS = [0, 2, 24, 72] as const;

export const askAlert = z
  .strictObject({
    specialty: z.string().regex(/^[a-z][a-z0-9_-]{1,60}$/),
    clinic: code.optional(),
    /** An okrug or a district. */
    place: z.string().min(1).max(40).optional(),
    before: z.iso.date(),
    noticeHours: z.coerce.number().int().min(0).max(168).default(2),
    email: emailAddress,
    locale: localeCode.default('ru'),
  })
  .refine(({ clinic, place }) => (clinic === undefined) !== (place === undefined), {
    message: 'clinic-or-place',
  });
export const confirmAlert = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/) });
export const alertTicket = z.strictObject({ ticket: z.string().max(140) });
export const nothing = z.strictObject({});
