import { z } from '@hono/zod-openapi';

const instant = z
  .string()
  .openapi({ description: 'With its offset or Z; without one the row is refused.' });

/** One slot as it is described to machines; the verb behind the door judges each row alone. */
const slot = z.strictObject({
  id: z.string().openapi({ description: 'Of the source, the same for as long as the slot lives.' }),
  clinic: z.string().openapi({ description: 'The code of `GET /clinics`.' }),
  specialty: z.string().openapi({ example: 'therapist' }),
  doctor: z.string().optional(),
  start: instant,
  end: instant,
  status: z
    .string()
    .openapi({ description: 'Only `free` can be a place; `busy` and `busy-tentative` cover.' }),
  capacity: z.number().optional(),
  kind: z.string().optional().openapi({ description: '`routine` unless told.' }),
  mode: z.enum(['in-person', 'tele']).optional(),
  bookable_from: instant.optional(),
  book_url: z.string().optional(),
});

const feed = {
  source: z.string(),
  mode: z.enum(['FULL', 'DIFF']),
  seq: z.int(),
  at: z.iso.datetime({ offset: true }),
  covers: z.array(z.string()).optional().openapi({
    description: 'With `FULL`: the clinics of which this is everything that is to come.',
  }),
};
export const slotFeed = z.strictObject({
  ...feed,
  slots: z.array(slot).max(5000).optional(),
  csv: z
    .string()
    .optional()
    .openapi({ description: 'Instead of `slots`: lines with the same columns.' }),
});
/** The shape around the rows: what is in a row is judged row by row. */
export const slotFeedShape = z.strictObject({
  ...feed,
  slots: z.array(z.unknown()).max(5000).optional(),
  csv: z.string().optional(),
});

export const slotOutcome = z.strictObject({
  outcome: z.enum(['taken', 'same', 'send-full']),
  seq: z.int(),
  rows: z.int(),
  changed: z.int(),
  waits: z.int(),
  faults: z.record(z.string(), z.int()),
});
