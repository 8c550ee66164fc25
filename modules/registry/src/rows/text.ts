import { z } from 'zod';

const UNSTORABLE = /\0|\p{Surrogate}/u;

/** One line of text that PostgreSQL can keep. */
export const text = (max = 500) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => !UNSTORABLE.test(value), 'unstorable-text');

export const code = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/);

export const date = z.iso.date();

/** An IANA time zone that this machine knows. */
export const zone = z.string().max(60).refine(isZone, 'unknown-time-zone');

function isZone(value: string): boolean {
  try {
    return (
      /^[A-Z][A-Za-z_+/-]+$/.test(value) && !!new Intl.DateTimeFormat('en', { timeZone: value })
    );
  } catch {
    return false;
  }
}

export const latitude = z.number().min(-90).max(90);
export const longitude = z.number().min(-180).max(180);
