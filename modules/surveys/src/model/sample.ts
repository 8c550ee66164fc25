import type { KeyPort } from '@otklik/kernel';

const DIGITS_bytes = 6;

/**
 * Whether a visit is in the sample: a keyed hash of it against the rate. The same for the same visit, and nobody
 * who reports visits can steer it.
 */
export function isSampled(keys: KeyPort, visitKey: string, rate: number): boolean {
  const bytes = Buffer.from(keys.hash('survey-sample', visitKey), 'base64url');
  return bytes.readUIntBE(0, DIGITS_bytes) / 2 ** (8 * DIGITS_bytes) < rate;
}
