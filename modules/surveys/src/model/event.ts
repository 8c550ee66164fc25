import { z } from 'zod';
import { CHANNELS, contactFields } from './channels.ts';

const code = z.string().regex(/^[\w.:-]{1,80}$/);

export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

/** What was agreed to, by way and by whose address. */
export const CONSENTS = [
  'consent',
  'consent-sms',
  'consent-messenger',
  'parent-consent',
  'parent-consent-sms',
  'parent-consent-messenger',
] as const;
export const VISIT_FLAGS = [
  ...CONSENTS,
  'death',
  'staff-opt-out',
  'open-complaint',
  'representative',
] as const;

/** One visit as a system reports it. */
export const visitEvent = z.strictObject({
  visitId: z.string().min(1).max(200),
  sourceSystem: code,
  kind: z.enum(['visit', 'access', 'open']).default('visit'),
  status: z.enum(['finished', 'cancelled']).default('finished'),
  organisation: code.optional(),
  /** The code of the place. */
  unit: code,
  service: code,
  /** With its offset. */
  endedAt: z.iso.datetime({ offset: true }),
  sector: code,
  /** Of the patient; with the flag `representative` of whoever speaks for them. */
  contact: z.union([
    z.strictObject(contactFields),
    z.strictObject({ cabinetId: z.string().min(1).max(200) }),
  ]),
  /** Of a child's parent. */
  parent: z.strictObject(contactFields).optional(),
  /** How they would rather be written to. */
  prefers: z.enum(CHANNELS).optional(),
  /** Whole years on the day of the visit. It is not kept: only who is asked is. */
  age: z.int().min(0).max(130).optional(),
  /** Counts up with each correction of the source; an older one that comes later changes nothing. */
  revision: z.int().min(0).max(1_000_000_000).optional(),
  language: z.enum(['ru', 'en']).default('ru'),
  /** IANA, of whoever is asked; the place's own where it is not given. */
  timeZone: z.string().max(60).refine(isZone).optional(),
  birthYear: z.int().min(1900).max(2100).optional(),
  flags: z.array(z.enum(VISIT_FLAGS)).max(20).default([]),
  /** Stays in the private store. */
  doctorId: z.string().min(1).max(100).optional(),
});
export type VisitEvent = z.output<typeof visitEvent>;

/** Why a row was not taken. */
export type Refusal =
  | 'invalid'
  | 'future'
  | 'too-old'
  | 'unknown-place'
  | 'unknown-service'
  /** A pilot asks in this sector, and not here; or here, and it is over. */
  | 'outside-pilot'
  | 'pilot-over'
  | 'no-consent'
  | 'no-address';

/** Why nobody is asked about a visit that was taken. */
export type Ineligible = 'child' | 'death' | 'staff-opt-out' | 'open-complaint' | 'sensitive';

export interface Outcome {
  readonly outcome: 'new' | 'same' | 'changed' | 'cancelled' | 'refused';
  readonly code?: Refusal;
  /** Names of fields, of a row that has not the right shape. */
  readonly fields?: readonly string[];
}

/** Clocks of two systems differ by so much. */
export const FUTURE_MAX_ms = 5 * 60_000;

interface Facts {
  readonly sensitive: readonly string[];
  /** Under age, and nobody told us of an address that may be written to about them. */
  readonly isUnaskedChild: boolean;
}

/** Whom we never ask. Null: may be asked. */
export function ineligibleBecause(event: VisitEvent, facts: Facts): Ineligible | null {
  const { flags, service } = event;
  if (flags.includes('death')) return 'death';
  if (flags.includes('staff-opt-out')) return 'staff-opt-out';
  if (flags.includes('open-complaint')) return 'open-complaint';
  if (facts.isUnaskedChild) return 'child';
  return facts.sensitive.includes(service) ? 'sensitive' : null;
}
