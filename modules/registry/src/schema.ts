import { z } from 'zod';

/** Files of the registry, by what they hold. */
export const IMPORT_KINDS = [
  'regions',
  'region-settings',
  'specialties',
  'calendars',
  'norms',
  'okrugs',
  'districts',
  'organisations',
  'clinics',
  'clinic-names',
  'objects',
  'doctors',
  'posts',
] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const importInput = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  /** The file's text, so that a bad row can be told by its line. */
  payload: z.string().min(2).max(20_000_000),
});

const id = z.string().min(1).max(64);

export const findInput = z.strictObject({
  q: z.string().max(200).optional(),
  district: id.optional(),
  okrug: id.optional(),
  audience: z.enum(['adult', 'child']).optional(),
  /** The page after this place … */
  cursor: z.string().max(400).optional(),
  /** … or the page before this one. */
  before: z.string().max(400).optional(),
  limit: z.int().min(1).max(100).default(20),
});

export const clinicInput = z.strictObject({ code: id });
export const districtInput = z.strictObject({ id });
export const nothing = z.strictObject({}).default({});
