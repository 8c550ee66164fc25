import { z } from 'zod';
import { AGES } from '@otklik/attachment';
import { ORDERS } from './choose.ts';

/** The largest feed of one push, as text. */
const FEED_CHARACTERS_MAX = 8_000_000;
export const ROWS_MAX = 5000;

export const nothing = z.strictObject({});
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
const specialty = z.string().regex(/^[a-z][a-z0-9_-]{1,60}$/);

export const addSource = z.strictObject({
  code,
  name: z.string().trim().min(2).max(200),
  intervalMinutes: z.coerce.number().int().min(1).max(10_080),
  /** The smaller the more direct: of two sources of one group the most direct one counts. */
  distance: z.coerce.number().int().min(1).max(9).default(1),
  /** Whom it may name; left out where nobody keeps a list. */
  doctors: z.array(z.string().min(1).max(80)).max(20_000).optional(),
});

export const pushSlots = z.strictObject({
  source: code,
  /** FULL: everything that is to come at the clinics in `covers`. DIFF: what changed since the number before. */
  mode: z.enum(['FULL', 'DIFF']),
  seq: z.int().min(1),
  /** The feed's own time. */
  at: z.iso.datetime({ offset: true }),
  covers: z.array(code).max(1000).default([]),
  format: z.enum(['json', 'csv']).default('json'),
  /** A JSON array or CSV lines of `feedRow`s, as text: a bad row never stops a good one. */
  slots: z.string().max(FEED_CHARACTERS_MAX),
});

export const listWaits = z.strictObject({
  specialty: specialty.default('therapist'),
  okrug: z.string().max(40).optional(),
  district: z.string().max(40).optional(),
  /** The district from whose middle ways are counted. */
  from: z.string().max(40).optional(),
  order: z.enum(ORDERS).default('wait'),
  /** For whom a doctor is sought; whom the specialty is for unless told. */
  ages: z.enum(AGES).optional(),
  /** The clinics to which the asker is attached, by their own word. */
  mine: z.strictObject({ adult: code.optional(), child: code.optional() }).default({}),
  /** Clinics alone in which the asker may be seen, now or after attaching. */
  open: z.boolean().default(false),
  page: z.coerce.number().int().min(1).max(9999).default(1),
  /** Lines of a page. */
  size: z.coerce.number().int().min(1).max(1000).default(1000),
});
export const ofClinic = z.strictObject({ clinic: code, specialty: specialty.optional() });
export const waitAt = z.strictObject({
  clinic: code,
  specialty,
  at: z.iso.datetime({ offset: true }),
});
export const historyOf = z.strictObject({
  /** Empty: the whole region; else an okrug or a district. */
  place: z.string().max(40).default(''),
  specialty: specialty.default('therapist'),
});
