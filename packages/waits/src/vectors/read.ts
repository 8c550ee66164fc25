import { toMs } from '@otklik/working-time';
import type { MaybeDays } from '../days.ts';
import { isCensored } from '../days.ts';
import type { Slot } from '../slot.ts';

export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function object(value: unknown, what: string): Json {
  if (!isObject(value)) throw new Error(`${what} is not an object`);
  return value;
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${what} is not a list`);
  return value;
}

export function number(value: unknown, what: string): number {
  if (typeof value !== 'number') throw new Error(`${what} is not a number`);
  return value;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new Error(`${what} is not text`);
  return value;
}

/** Milliseconds of an instant with an offset. */
export const instant = (value: unknown, what: string): number => toMs(text(value, what), what);

export const numbers = (value: unknown, what: string): number[] =>
  list(value, what).map((item) => number(item, what));

export const dates = (value: unknown, what: string): string[] =>
  list(value ?? [], what).map((item) => text(item, what));

/** Waits in days, `>90` or `unknown`; null is unknown, too. */
export function days(value: unknown, what: string): MaybeDays[] {
  return list(value, what).map((item) => oneDays(item, what));
}

export function oneDays(value: unknown, what: string): MaybeDays {
  if (value === null || value === undefined || value === 'unknown') return 'unknown';
  if (typeof value === 'number' || isCensored(value)) return value;
  throw new Error(`${what} is not a wait`);
}

const optionalNumber = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

const optionalText = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

/** A slot with the vectors' names. */
export function slot(value: unknown): Slot {
  const row = object(value, 'a slot');
  const { bookable_from: from, capacity } = row;
  return {
    id: String(row['id']),
    startMs: instant(row['start'], 'start'),
    endMs: instant(row['end'], 'end'),
    status: String(row['status']),
    // Anything but a number is a fault of the source, and gives no place.
    capacity:
      capacity === undefined || capacity === null
        ? undefined
        : typeof capacity === 'number'
          ? capacity
          : Number.NaN,
    doctor: optionalText(row['doctor']),
    parallel: row['parallel'] === true,
    mode: optionalText(row['mode']),
    kind: optionalText(row['kind']),
    ageMin: optionalNumber(row['age_min']),
    ageMax: optionalNumber(row['age_max']),
    bookableFromMs:
      from === undefined || from === null ? undefined : instant(from, 'bookable_from'),
  };
}
