import { z } from 'zod';

const code = z.string().regex(/^[\w.:-]{1,80}$/);

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

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
  contact: z.union([
    z.strictObject({ email: z.string().min(3).max(254) }),
    z.strictObject({ cabinetId: z.string().min(1).max(200) }),
  ]),
  language: z.enum(['ru', 'en']).default('ru'),
  /** IANA, of whoever is asked; the place's own where it is not given. */
  timeZone: z.string().max(60).refine(isZone).optional(),
  birthYear: z.int().min(1900).max(2100).optional(),
  flags: z
    .array(z.enum(['consent', 'death', 'staff-opt-out', 'open-complaint', 'representative']))
    .max(10)
    .default([]),
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
  readonly childAge: number;
  readonly sensitive: readonly string[];
  readonly year: number;
}

/** Whom we never ask. Null: may be asked. */
export function ineligibleBecause(event: VisitEvent, facts: Facts): Ineligible | null {
  const { flags, birthYear, service } = event;
  if (flags.includes('death')) return 'death';
  if (flags.includes('staff-opt-out')) return 'staff-opt-out';
  if (flags.includes('open-complaint')) return 'open-complaint';
  // A child's visit is asked about through whoever came with them, by the form for that.
  const isChild = birthYear !== undefined && facts.year - birthYear <= facts.childAge;
  if (isChild && !flags.includes('representative')) return 'child';
  return facts.sensitive.includes(service) ? 'sensitive' : null;
}
