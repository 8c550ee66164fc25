import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/surveys';

const code = z.string();

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
  contact: z.union([
    z.strictObject({ email: z.string() }),
    z.strictObject({ cabinetId: z.string() }),
  ]),
  language: z.enum(['ru', 'en']).optional(),
  timeZone: z.string().optional().openapi({
    description: 'IANA, of whoever is asked; else that of the place. Letters keep to their night.',
  }),
  birthYear: z.int().optional(),
  flags: z
    .array(z.enum(['consent', 'death', 'staff-opt-out', 'open-complaint', 'representative']))
    .openapi({ description: 'Without `consent` nobody is asked, and the row is refused.' }),
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
