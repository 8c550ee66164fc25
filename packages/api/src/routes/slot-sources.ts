import { createRoute, z } from '@hono/zod-openapi';
import { AppError, type Actor } from '@otklik/kernel';
import type { ApiOptions } from '../doors.ts';
import { readJson, readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { json, refusals, refusedWith } from '../wire/common.ts';

/** What sources tell beside slots: each a list of rows, as JSON or as CSV with the same columns. */

const instant = z.string().openapi({ description: 'With its offset or Z.' }).optional();
const place = {
  clinic: z.string().openapi({ description: 'The code of `GET /clinics`.' }),
  specialty: z.string().openapi({ example: 'therapist' }),
};
const appointment = z.strictObject({
  id: z.string().openapi({ description: 'The source’s own number; kept as a digest alone.' }),
  ...place,
  status: z.enum(['booked', 'cancelled', 'arrived', 'seen', 'noshow']),
  day: z.iso.date().optional().openapi({ description: 'Of the visit, where no time is told.' }),
  scheduled: instant,
  booked: instant,
  cancelled: instant,
  arrived: instant,
  seen: instant,
});
const list = z.strictObject({
  ...place,
  length: z.int().openapi({ description: 'People on the list now.' }),
  served: z.int().optional().openapi({ description: 'Of how many served last the days are told.' }),
  served_p50_days: z.int().optional(),
  served_p90_days: z.int().optional(),
});
const attempt = z.strictObject({ ...place, advertised: z.boolean(), bookable: z.boolean() });

const outcome = z.strictObject({
  rows: z.int(),
  taken: z.int().optional(),
  changed: z.int().optional(),
  faults: z.record(z.string(), z.int()),
});
type Outcome = z.output<typeof outcome>;

interface Told {
  readonly source: string;
  readonly format: 'json' | 'csv';
  readonly rows: string;
}

interface Door {
  readonly path: string;
  readonly rows: string;
  readonly row: z.ZodObject;
  readonly summary: string;
  readonly description: string;
  readonly take: (faces: ApiOptions['faces'], actor: Actor, told: Told) => Promise<Outcome>;
}

const doorOf = ({ path, rows, row, summary, description, take }: Door): Route => ({
  config: createRoute({
    method: 'post',
    path,
    summary,
    description: `Needs a key with the scope \`slots:write\`. ${description} A bad row never stops a good one; each is counted by its fault. At most 256 KiB.`,
    security: [{ api_key: [] }],
    request: {
      body: {
        required: true,
        content: {
          'application/json': {
            schema: z.strictObject({
              source: z.string(),
              [rows]: z.array(row).max(5000).optional(),
              csv: z
                .string()
                .optional()
                .openapi({
                  description: `Instead of \`${rows}\`: lines with the same columns.`,
                }),
            }),
          },
        },
      },
    },
    responses: {
      200: json('What became of the rows.', outcome),
      ...refusals,
      403: refusedWith('The key has no such scope, or may not speak of this source.'),
      404: refusedWith('There is no such source.'),
      413: refusedWith('More than 256 KiB.'),
      415: refusedWith('Not JSON, or packed.'),
    },
  }),
  freshness: 'none',
  async handle({ c, options, actor }) {
    if (actor.kind !== 'key') throw new AppError('credential-invalid');
    readQuery(c, z.strictObject({}));
    const shape = z.strictObject({
      source: z.string(),
      [rows]: z.array(z.unknown()).max(5000).optional(),
      csv: z.string().optional(),
    });
    const sent = shape.safeParse(await readJson(c.req.raw));
    const { source, csv, [rows]: list_sent } = (sent.data ?? {}) as Record<string, unknown>;
    if (!sent.success || (list_sent === undefined) === (csv === undefined))
      throw new AppError('invalid-input', { issues: [{ path: rows }] });
    const told: Told =
      typeof csv === 'string'
        ? { source: String(source), format: 'csv', rows: csv }
        : { source: String(source), format: 'json', rows: JSON.stringify(list_sent) };
    return c.json(await take(options.faces, actor, told), 200);
  },
});

export const slotSourceRoutes: readonly Route[] = [
  doorOf({
    path: '/appointments',
    rows: 'appointments',
    row: appointment,
    summary: 'Tell what became of appointments',
    description:
      'Booked, cancelled, arrived, seen, not shown: for lead times, no-shows and minutes in the corridor. What a row leaves out stays as it was told before; the same again changes nothing.',
    take: (faces, actor, { source, format, rows }) =>
      faces.access.takeAppointments(actor, { source, format, appointments: rows }),
  }),
  doorOf({
    path: '/waiting-lists',
    rows: 'lists',
    row: list,
    summary: 'Tell how long waiting lists are',
    description:
      'Where a clinic serves a list before it opens slots, free slots are not the whole wait.',
    take: (faces, actor, { source, format, rows }) =>
      faces.access.takeWaitingLists(actor, { source, format, lists: rows }),
  }),
  doorOf({
    path: '/slots/tries',
    rows: 'tries',
    row: attempt,
    summary: 'Tell what came of trying to book what a source advertises',
    description: 'Not with the key that holds the source: nobody tries their own. Tries add up.',
    take: (faces, actor, { source, format, rows }) =>
      faces.access.takeTries(actor, { source, format, tries: rows }),
  }),
];
