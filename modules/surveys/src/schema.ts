import { z } from 'zod';

/** The largest report of visits, as text. */
const REPORT_CHARACTERS_MAX = 2_000_000;
export const VISITS_MAX = 1000;

export const nothing = z.strictObject({});
export const recordVisits = z.strictObject({
  /** A JSON array of `visitEvent`s, at most `VISITS_MAX`, as text: a bad row never stops a good one. */
  visits: z.string().max(REPORT_CHARACTERS_MAX),
  /** All of them or none: one that is refused refuses the report. */
  whole: z.boolean().default(false),
});
const id = z.strictObject({ id: z.uuid() });
export const openMine = id;

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const name = z.string().trim().min(2).max(300);
export const putPlace = z.strictObject({
  code,
  sector: z.string().regex(/^[a-z][a-z-]{1,40}$/),
  isState: z.boolean(),
  nameRu: name,
  nameEn: name.optional(),
  /** IANA. */
  zone: z
    .string()
    .max(60)
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC'),
  organisationId: z.string().max(60).optional(),
  validFrom: z.iso.date().optional(),
  validTo: z.iso.date().optional(),
});

export const DELIVERIES = ['sent', 'bounced', 'refused', 'postponed', 'unknown'] as const;
export const carryLetters = z.strictObject({
  outcomes: z
    .array(
      z.strictObject({
        letterId: z.uuid(),
        attempt: z.number().int().positive(),
        delivery: z.enum(DELIVERIES),
      }),
    )
    .max(100),
  /** How many more to take. */
  take: z.number().int().min(0).max(100),
});
