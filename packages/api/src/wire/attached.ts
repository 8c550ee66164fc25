import { z } from '@hono/zod-openapi';
import type { OutputOf } from '@otklik/kernel';
import type { manifest } from '@otklik/surveys';
import { addresses, consents } from './visits.ts';

const person = z.strictObject({
  personId: z.string().openapi({ description: 'Of the source; kept only as a keyed hash.' }),
  sourceSystem: z.string(),
  status: z.enum(['attached', 'left']).optional(),
  unit: z.string().openapi({ description: 'The code of the place.' }),
  contact: addresses,
  parent: addresses.optional(),
  prefers: z.enum(['mail', 'sms', 'messenger']).optional(),
  age: z.int().optional().openapi({ description: 'Whole years; not kept.' }),
  language: z.enum(['ru', 'en']).optional(),
  timeZone: z.string().optional(),
  lastVisitOn: z.iso.date().optional().openapi({ description: 'Its month is kept.' }),
  flags: z.array(z.enum([...consents, 'representative'])),
});
export const attachedReport = z.strictObject({ people: z.array(person).max(1000) });
/** The shape around the rows: what is in a row is judged row by row. */
export const attachedReportShape = z.strictObject({ people: z.array(z.unknown()).max(1000) });

export const attachedOutcomes = z.strictObject({
  outcomes: z.array(
    z.strictObject({
      outcome: z.enum(['new', 'known', 'left', 'refused']),
      code: z.string().optional(),
      fields: z.array(z.string()).optional(),
    }),
  ),
});

export const toAttached = ({
  outcomes,
}: OutputOf<(typeof manifest)['commands']['recordAttached']>): z.output<
  typeof attachedOutcomes
> => ({
  outcomes: outcomes.map(({ outcome, code, fields }) => ({
    outcome,
    ...(code ? { code } : {}),
    ...(fields ? { fields: [...fields] } : {}),
  })),
});
