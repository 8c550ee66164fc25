import { z } from 'zod';
import { CHANNELS, MESSAGE_CHANNELS } from './model/channels.ts';
import { REPORT_KINDS } from './model/report.ts';
import { HOUR_NAMES } from './model/send-time.ts';

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
export const recordAttached = z.strictObject({
  /** A JSON array of `attachedPerson`s, at most `VISITS_MAX`, as text. */
  people: z.string().max(REPORT_CHARACTERS_MAX),
});
export const takeMessage = z.strictObject({
  channel: z.enum(MESSAGE_CHANNELS),
  /** `t=SECONDS,v1=HEX`. */
  signature: z.string().max(200),
  /** As it was posted: the signature is over these very signs. */
  body: z.string().max(10_000),
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

/** `unreached`: there was no post office to talk to; `unknown`: it fell silent when it had the whole letter. */
export const DELIVERIES = [
  'sent',
  'bounced',
  'refused',
  'postponed',
  'unreached',
  'unknown',
] as const;
const outcome = z.strictObject({
  letterId: z.uuid(),
  attempt: z.number().int().positive(),
  delivery: z.enum(DELIVERIES),
  /** Under which name the post office has it. */
  queuedAs: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,64}$/)
    .optional(),
  /** RFC 3463, of a refusal. */
  status: z
    .string()
    .regex(/^[245]\.\d{1,3}\.\d{1,3}$/)
    .optional(),
});
export type Outcome = z.output<typeof outcome>;
export type Delivery = Outcome['delivery'];
export const carryLetters = z.strictObject({
  outcomes: z.array(outcome).max(100),
  /** How many more to take. */
  take: z.number().int().min(0).max(100),
});

const ticket = z.string().min(1).max(400);
export const stopLink = z.strictObject({ ticket });
export const stopByLink = z.strictObject({
  ticket,
  /** From whom no more letters come: from that sender, or from nobody. */
  from: z.enum(['sender', 'all']).default('all'),
});
export const allowAgain = z.strictObject({ sender: z.string().max(100) });

export const chooseWays = z.strictObject({
  /** By which ways somebody may be written to; none: never. */
  ways: z.array(z.enum(CHANNELS)).max(CHANNELS.length),
  prefers: z.enum(CHANNELS).nullable(),
  hours: z.enum(HOUR_NAMES).nullable(),
  locale: z.enum(['ru', 'en']),
});

export const takeReport = z.strictObject({
  /** What the envelope or the report's own letter named; null where there was none. */
  ticket: z
    .string()
    .regex(/^[a-z2-7]{26}$/i)
    .nullable(),
  kind: z.enum(REPORT_KINDS),
  /** Of the whole message: the same report comes to the same. */
  hash: z.string().regex(/^[A-Za-z0-9_-]{20,100}$/),
});

/** How it is known that an address works again. */
export const LIFTS = ['owner-said', 'post-office-said', 'our-mistake'] as const;
export const invitationId = z.strictObject({ invitation: z.uuid() });
export const liftSuppression = z.strictObject({
  invitation: z.uuid(),
  reason: z.enum(LIFTS),
});
export const putSender = z.strictObject({
  place: code,
  from: z.iso.date(),
  name,
  postRu: name,
  postEn: name.optional(),
});
export const putRate = z.strictObject({
  /** The code of a place, or of a sector. */
  place: code.optional(),
  sector: z
    .string()
    .regex(/^[a-z][a-z-]{1,40}$/)
    .optional(),
  from: z.iso.date(),
  rate: z.number().gt(0).max(1),
});
