import { ScoringError } from './method.ts';

export type Json = Readonly<Record<string, unknown>>;

// Readers of unchecked input: each gives what it promises or refuses with the place.

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectAt(holder: Json, name: string): Json {
  const value = holder[name];
  if (!isObject(value)) throw new ScoringError('input-invalid', name);
  return value;
}

export function inputObject(input: unknown): Json {
  if (!isObject(input)) throw new ScoringError('input-invalid', 'input');
  return input;
}

/** A number that is not negative. */
export function amountAt(holder: Json, name: string): number {
  const value = holder[name];
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) {
    throw new ScoringError('input-invalid', name);
  }
  return value;
}

/** The same, or null when it is null or left out. */
export function amountOrNull(holder: Json, name: string): number | null {
  return holder[name] === undefined || holder[name] === null ? null : amountAt(holder, name);
}

/** A whole number of answers. */
export function countAt(holder: Json, name: string): number {
  const value = amountAt(holder, name);
  if (!Number.isInteger(value)) throw new ScoringError('input-invalid', name);
  return value;
}

export function numberAt(holder: Json, name: string): number {
  const value = holder[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new ScoringError('input-invalid', name);
  }
  return value;
}

export function listAt(holder: Json, name: string): readonly unknown[] {
  const value = holder[name];
  if (!Array.isArray(value)) throw new ScoringError('input-invalid', name);
  return value;
}

/** An answer as a number; null for one that was not given and for `na`. */
export function answerOrNull(value: unknown, place: string): number | null {
  if (value === null || value === 'na') return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new ScoringError('input-invalid', place);
  }
  return value;
}
