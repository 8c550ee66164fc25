import { z } from 'zod';

export const nothing = z.strictObject({});
const instant = z.iso.datetime({ offset: true });
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const specialty = z.string().regex(/^[a-z][a-z0-9_-]{1,60}$/);
const word = z.string().regex(/^[a-z][a-z-]{0,30}$/);
const day = z.iso.date();

export const FILE_NAME =
  /^(?:locations|schedules|services|slots-\d{4}-W\d{2}-[a-z0-9-]{1,40})\.ndjson$/;
const name = z.string().regex(FILE_NAME);
export const PARTS_at_once_max = 16;
/** How much of a packed file is read at once. */
export const PIECE_bytes = 128 * 1024;

export const writeFiles = z.strictObject({
  /** Of which moment the publication is. */
  at: instant,
  names: z.array(name).min(1).max(PARTS_at_once_max),
});
export const endPublication = z.strictObject({ at: instant });
export const openFile = z.strictObject({ name });
export const readPiece = z.strictObject({
  id: z.guid(),
  from: z
    .int()
    .min(0)
    .max(2 ** 40),
});

export const PAGE_max = 200;
const few = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(PAGE_max).optional();

/** A date with its comparator, as FHIR has it; read in the zone of the region. */
const dates = z.array(z.string().max(60)).max(10).default([]);

export const searchSlots = z.strictObject({
  ids: few(z.guid()),
  schedules: few(z.guid()),
  clinics: few(code),
  specialties: few(specialty),
  kinds: few(word),
  modes: few(word),
  statuses: few(word),
  identifiers: few(z.strictObject({ source: code.optional(), slot: z.string().min(1).max(120) })),
  start: dates,
  end: dates,
  descending: z.boolean().default(false),
  after: z.strictObject({ start: instant, id: z.guid() }).optional(),
  limit: z.int().min(1).max(PAGE_max).default(50),
  /** Also how many there are in all. */
  counted: z.boolean().default(false),
});
export const searchSchedules = z.strictObject({
  ids: few(z.guid()),
  clinics: few(code),
  specialties: few(specialty),
  kinds: few(word),
  modes: few(word),
  after: z.guid().optional(),
  limit: z.int().min(1).max(PAGE_max).default(50),
  counted: z.boolean().default(false),
});
export const searchLocations = z.strictObject({
  codes: few(code),
  name: z.string().min(1).max(200).optional(),
  after: code.optional(),
  limit: z.int().min(1).max(PAGE_max).default(50),
  counted: z.boolean().default(false),
});

const ofDays = {
  from: day.optional(),
  to: day.optional(),
  clinic: code.optional(),
  specialty: specialty.optional(),
};
export const describeDays = z.strictObject(ofDays);
export const DAYS_at_once = 5000;
export const readDays = z.strictObject({
  ...ofDays,
  /** The last row of the page before. */
  after: z.strictObject({ specialty, kind: word, mode: word, day, clinic: z.guid() }).optional(),
});
