import { z } from 'zod';
import { CHANNELS, contactFields } from './channels.ts';
import { CONSENTS, isZone } from './event.ts';

const code = z.string().regex(/^[\w.:-]{1,80}$/);

/** Somebody attached to a place, as a list has them. */
export const attachedPerson = z.strictObject({
  /** Of the source; only a keyed hash of it is kept. */
  personId: z.string().min(1).max(200),
  sourceSystem: code,
  status: z.enum(['attached', 'left']).default('attached'),
  /** The code of the place. */
  unit: code,
  contact: z.strictObject(contactFields),
  parent: z.strictObject(contactFields).optional(),
  prefers: z.enum(CHANNELS).optional(),
  age: z.int().min(0).max(130).optional(),
  language: z.enum(['ru', 'en']).default('ru'),
  timeZone: z.string().max(60).refine(isZone).optional(),
  /** `YYYY-MM-DD`; its month is kept. */
  lastVisitOn: z.iso.date().optional(),
  flags: z
    .array(z.enum([...CONSENTS, 'representative']))
    .max(20)
    .default([]),
});
export type AttachedPerson = z.output<typeof attachedPerson>;

export interface AttachedOutcome {
  readonly outcome: 'new' | 'known' | 'left' | 'refused';
  readonly code?: 'invalid' | 'unknown-place' | 'no-consent' | 'no-address' | 'future';
  readonly fields?: readonly string[];
}

/** The first day of the period that a day lies in: periods begin with January. */
export function periodOf(day: string, everyMonths: number): string {
  const month = Number(day.slice(5, 7)) - 1;
  const first = month - (month % everyMonths) + 1;
  return `${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`;
}

/** The first day of a month so many months before the month of a day. */
export function monthsBefore(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}
