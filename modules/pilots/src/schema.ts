import { z } from 'zod';

const PLACES_MAX = 2000;
const LONGEST_days = 3660;
const DAY_ms = 86_400_000;

export const nothing = z.strictObject({});

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,60}$/);
/** The page that begins a pilot has this address. */
export const pilotCode = code.refine((name) => name !== 'new');
const sector = z.string().regex(/^[a-z][a-z-]{1,40}$/);
const name = z.string().trim().min(2).max(300);
const day = z.iso.date();

/** A place that is known by its code, or a new one with all that is said of it. */
export const pilotPlace = z.strictObject({
  code,
  /** Left out: the place is known already. */
  sector: sector.optional(),
  nameRu: name.optional(),
  nameEn: name.optional(),
  isState: z.boolean().optional(),
  /** IANA; the region's when absent. */
  zone: z
    .string()
    .max(60)
    .refine((zone) => zone === 'UTC' || Intl.supportedValuesOf('timeZone').includes(zone))
    .optional(),
  organisationId: z.string().max(60).optional(),
  /** Made up, to show how it works. */
  isDemo: z.boolean().default(false),
});
export type PilotPlace = z.output<typeof pilotPlace>;

/** What a region joins with: one file, taken whole or not at all. */
export const joinPilot = z
  .strictObject({
    code: pilotCode,
    nameRu: name,
    nameEn: name.optional(),
    from: day,
    to: day,
    sectors: z.array(sector).min(1).max(20),
    places: z.array(pilotPlace).max(PLACES_MAX).default([]),
  })
  .refine(({ from, to }) => to >= from, { path: ['to'], message: 'end-before-start' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= LONGEST_days * DAY_ms, {
    path: ['to'],
    message: 'too-long',
  });
export type JoinPilot = z.output<typeof joinPilot>;

export const onPilot = z.strictObject({ code: pilotCode });
export const addPlace = z.strictObject({ pilot: pilotCode, place: pilotPlace });
export const dropPlace = z.strictObject({ pilot: pilotCode, place: code });
export const moveEnd = z.strictObject({ code: pilotCode, to: day });
export const askClosing = z.strictObject({
  code: pilotCode,
  /** The last day on which a link opens its form. */
  linksUntil: day,
});
export const stepClosing = z.strictObject({
  code: pilotCode,
  /** Answers about its places that have not come out yet. */
  waiting: z.number().int().min(0),
});
export const countWaiting = z.strictObject({ places: z.array(z.uuid()).max(10_000) });

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
export const exportedFile = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,120}$/),
  part: z.enum(['public', 'full']),
  rows: count,
  bytes: count,
  sha256,
});
export type ExportedFile = z.output<typeof exportedFile>;
export const recordExport = z.strictObject({
  code: pilotCode,
  files: z.array(exportedFile).max(10_000),
});
