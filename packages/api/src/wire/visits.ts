import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/surveys';

const code = z.string();
export const addresses = z.strictObject({
  email: z.string().optional(),
  phone: z.string().optional().openapi({ description: 'With its country code.' }),
  messenger: z.string().optional().openapi({ description: 'The name of a talk with the bot.' }),
});
export const consents = [
  'consent',
  'consent-sms',
  'consent-messenger',
  'parent-consent',
  'parent-consent-sms',
  'parent-consent-messenger',
] as const;

/** One visit as it is described to machines; the verb behind the door judges each row alone. */
const visit = z.strictObject({
  visitId: z.string().openapi({ description: 'Of the source; kept only as a keyed hash.' }),
  sourceSystem: code,
  kind: z.enum(['visit', 'access', 'open']).optional(),
  status: z.enum(['finished', 'cancelled']).optional(),
  organisation: code.optional(),
  unit: code.openapi({ description: 'The code of the place: of `GET /clinics` for a clinic.' }),
  service: code.openapi({ example: 'doctor-visit' }),
  endedAt: z.iso.datetime({ offset: true }),
  sector: code.openapi({ example: 'health' }),
  contact: z.union([addresses, z.strictObject({ cabinetId: z.string() })]).openapi({
    description: 'Of the patient; with the flag `representative` of whoever speaks for them.',
  }),
  parent: addresses.optional().openapi({
    description: 'Of a child’s parent, who is asked until the age that the region’s rules name.',
  }),
  prefers: z.enum(['mail', 'sms', 'messenger']).optional(),
  age: z
    .int()
    .optional()
    .openapi({ description: 'Whole years on the day of the visit; not kept.' }),
  revision: z.int().optional().openapi({
    description: 'Counts up with each correction; an older one that comes later changes nothing.',
  }),
  language: z.enum(['ru', 'en']).optional(),
  timeZone: z.string().optional().openapi({
    description: 'IANA, of whoever is asked; else that of the place. Letters keep to their night.',
  }),
  birthYear: z.int().optional(),
  flags: z
    .array(z.enum([...consents, 'death', 'staff-opt-out', 'open-complaint', 'representative']))
    .openapi({
      description:
        'What was agreed to, by way: without any nobody is asked, and the row is refused. An address without its consent is dropped.',
    }),
  doctorId: z.string().optional(),
});
export const visitReport = z.strictObject({ visits: z.array(visit).max(1000) });

/** The shape around the rows: what is in a row is judged row by row. */
export const visitReportShape = z.strictObject({ visits: z.array(z.unknown()).max(1000) });

export const visitOutcomes = z.strictObject({
  outcomes: z.array(
    z.strictObject({
      outcome: z.enum(['new', 'same', 'changed', 'cancelled', 'refused']),
      code: z.string().optional(),
      fields: z.array(z.string()).optional(),
    }),
  ),
});

export const visitFileReport = z.strictObject({
  encoding: z.string(),
  rows: z.int(),
  counts: z.strictObject({
    new: z.int(),
    same: z.int(),
    changed: z.int(),
    cancelled: z.int(),
    refused: z.int(),
  }),
  /** The first thousand. */
  faults: z.array(z.strictObject({ line: z.int(), code: z.string(), fields: z.array(z.string()) })),
});

export const toOutcomes = ({
  outcomes,
}: OutputOf<(typeof manifest)['commands']['recordVisits']>): z.output<typeof visitOutcomes> => ({
  outcomes: outcomes.map(({ outcome, code: refused, fields }) => ({
    outcome,
    ...(refused ? { code: refused } : {}),
    ...(fields ? { fields: [...fields] } : {}),
  })),
});
