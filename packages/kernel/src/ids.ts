import { randomBytes } from 'node:crypto';
import { randomOctets } from './octets.ts';

/**
 * UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits.
 * Made here, not by the database: `uuidv7()` is built in only from PostgreSQL 18.
 */
export function newId(now_ms: number = Date.now()): string {
  const bytes = randomOctets(16);
  bytes.writeUIntBE(now_ms, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A secret of 256 random bits, URL-safe: 43 characters. For links and keys; only its hash is stored. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
