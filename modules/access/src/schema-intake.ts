import { z } from 'zod';
import { LINES_max } from './client/limits.ts';

export const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
export const specialty = z.string().regex(/^[a-z][a-z0-9_-]{1,60}$/);
const address = z.string().min(1).max(500);
/** Long lists come as JSON text: the waist counts keys. */
const rows = z.string().max(8_000_000);
const faults = z.string().max(20_000).default('{}');

const name = z.string().regex(/^\P{Cc}{1,80}$/u);
const namesOfTheirs = z.record(name, z.string().max(60)).default({});

/** How a source is kept: what it is called, how it speaks, how it is asked. */
export const putSource = z
  .strictObject({
    code,
    name: z.string().trim().min(2).max(200),
    kind: z.enum(['push', 'smart']),
    intervalMinutes: z.coerce.number().int().min(1).max(10_080),
    distance: z.coerce.number().int().min(1).max(9).default(1),
    url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    zone: z.string().max(60).optional(),
    states: z
      .array(z.string().regex(/^[A-Za-z0-9-]{1,10}$/))
      .max(60)
      .default([]),
    places: namesOfTheirs,
    services: namesOfTheirs,
    /** Whose key may speak for it: blank, the first that speaks from now on; left out, as it was. */
    keyId: z.union([z.literal(''), z.uuid()]).optional(),
    stopped: z.boolean().default(false),
  })
  .refine(({ kind, url }) => kind !== 'smart' || url !== undefined, { path: ['url'] });

export const sourceOf = z.strictObject({ code });

export const closeDays = z.strictObject({
  clinic: code,
  from: z.iso.date(),
  to: z.iso.date(),
  /** Opens them again. */
  open: z.boolean().default(false),
});

export const beginLooks = z.strictObject({});
export const takePublished = z.strictObject({ source: code, url: address, rows });
export const endFile = z.strictObject({
  source: code,
  url: address,
  type: z.enum(['Location', 'PractitionerRole', 'Schedule', 'Slot']),
  /** The last byte came and every line could be read. */
  complete: z.boolean(),
  /** Lines that name nobody: any slot may have stood there, so none is closed. */
  blind: z.boolean(),
  /** Schedules of which a line could not be read: none of their slots is closed. */
  held: z.array(z.string().max(64)).max(5000),
  /** Ids of all rows, as JSON. */
  names: z.string().max(LINES_max * 100),
  etag: z.string().max(500).nullable(),
  last_modified: z.string().max(100).nullable(),
  hash: z.string().max(100).nullable(),
  kept: z.string().max(60_000_000).nullable(),
  fresh_s: z.number().int().min(0).max(86_400),
  faults,
});
export const endLook = z.strictObject({
  source: code,
  /** The manifest could be read, now or by what is known of it. */
  whole: z.boolean(),
  /** All of its files: others are published no more. Null: nobody knows. */
  files: z.array(address).max(1000).nullable(),
  /** What the manifest was, for the next time; null: it did not change. */
  manifest: z
    .strictObject({
      url: address,
      etag: z.string().max(500).nullable(),
      last_modified: z.string().max(100).nullable(),
      kept: z.string().max(1_000_000),
    })
    .nullable(),
  /** Something was new. */
  changed: z.boolean(),
  data_at: z.iso.datetime().nullable(),
  fresh_s: z.number().int().min(0).max(86_400),
  faults,
});

/** What became of appointments: JSON or CSV text, row by row. */
export const takeAppointments = z.strictObject({
  source: code,
  format: z.enum(['json', 'csv']).default('json'),
  appointments: rows,
});
export const takeWaitingLists = z.strictObject({
  source: code,
  format: z.enum(['json', 'csv']).default('json'),
  lists: rows,
});
export const takeTries = z.strictObject({
  source: code,
  format: z.enum(['json', 'csv']).default('json'),
  tries: rows,
});
export const takeBundle = z.strictObject({ source: code, bundle: rows });

/** One tap: the place that is advertised could be booked, or not. */
export const reportPlace = z.strictObject({ clinic: code, specialty, bookable: z.boolean() });

const few = z.coerce.number().int().min(0).max(10_000);
const days = z.coerce.number().int().min(0).max(365);
/** Five numbers of a day; days left blank: no place within the horizon. */
export const putHandDay = z.strictObject({
  clinic: code,
  specialty,
  day: z.iso.date(),
  k1Days: days.optional(),
  k3Days: days.optional(),
  places7d: few,
  turnedAway: few,
  noShow: few,
});
export const handDaysOf = z.strictObject({ clinic: code.optional() });

export const importPublished = z.strictObject({ values: rows });
export const publishedValue = z.object({
  metric: z.string().regex(/^[a-z0-9_]{1,80}$/),
  period: z.string().min(4).max(60),
  area: z.string().regex(/^[a-z]{2,20}$/),
  value_percent: z.number().min(0).max(100),
  comparison: z.enum(['=', '>', '<']),
  kind: z.enum(['published', 'derived']),
  source: z.string().min(1).max(300),
  note: z.string().max(500).nullable(),
});
export const intakeOf = z.strictObject({ clinic: code });
