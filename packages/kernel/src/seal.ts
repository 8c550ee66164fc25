import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';
import { randomOctets } from './octets.ts';

const VERSION = 'v1';
const KEY_bytes = 32;
const NONCE_bytes = 12;
const TAG_bytes = 16;

/** Where a sealed value lives. A value moved to another row, column, table or region does not open. */
export interface SealPlace {
  readonly region: string;
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/**
 * The associated data of a place, `region|table|column|row id`.
 * @throws AppError internal when a part is empty or holds `|`: two places must never read alike
 */
export function sealAad(place: SealPlace): string {
  const parts = [place.region, place.table, place.column, place.rowId];
  if (parts.some((part) => part === '' || part.includes('|'))) {
    throw new AppError('internal', { seal: 'place' });
  }
  return parts.join('|');
}

/**
 * AES-256-GCM over bytes: `v1.nonce.ciphertext.tag`, each part base64url.
 * The nonce is random and 96 bits long (NIST SP 800-38D §8.2.2): one key serves one author or file,
 * so its count of uses stays far below the 2^32 that this allows.
 * @throws AppError internal when the key is not 32 bytes long
 */
export function sealBytes(dataKey: Uint8Array, aad: string, bytes: Uint8Array): string {
  if (dataKey.length !== KEY_bytes) throw new AppError('internal', { seal: 'key-length' });
  const nonce = randomOctets(NONCE_bytes);
  // A key object costs a third of what raw key bytes cost Node for each cipher.
  const key = createSecretKey(dataKey);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_bytes });
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const parts = [nonce, sealed, cipher.getAuthTag()];
  return [VERSION, ...parts.map((part) => part.toString('base64url'))].join('.');
}

/**
 * The bytes that `sealBytes` sealed under this key and place.
 * @throws AppError unavailable when the key or place is another, or a single bit was changed
 */
export function openBytes(dataKey: Uint8Array, aad: string, sealed: string): Uint8Array {
  const [version, ...rest] = sealed.split('.');
  const [nonce, ciphertext, tag] = rest.map(strictBase64url);
  if (version !== VERSION || rest.length !== 3 || !nonce || !ciphertext || !tag) refuse();
  if (nonce.length !== NONCE_bytes || tag.length !== TAG_bytes) refuse();
  if (dataKey.length !== KEY_bytes) refuse();
  const key = createSecretKey(dataKey);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_bytes });
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    // The library's error is dropped on purpose: it says nothing more, and may carry buffers.
    refuse();
  }
}

/**
 * One text field, sealed. Lone surrogates are refused: UTF-8 would silently replace them.
 * @throws AppError internal, invalid-input
 */
export function sealField(dataKey: Uint8Array, aad: string, text: string): string {
  if (!text.isWellFormed()) throw new AppError('invalid-input', { seal: 'text' });
  return sealBytes(dataKey, aad, Buffer.from(text, 'utf8'));
}

/** @throws AppError unavailable */
export function openField(dataKey: Uint8Array, aad: string, sealed: string): string {
  return Buffer.from(openBytes(dataKey, aad, sealed)).toString('utf8');
}

/** A fresh 32-byte data key. Two calls never give the same one. */
export function createDataKey(): Uint8Array {
  return randomBytes(KEY_bytes);
}

/** Node's decoder skips what it does not know; one value must have one spelling only. */
function strictBase64url(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
}

function refuse(): never {
  throw new AppError('unavailable', { seal: 'does-not-open' });
}
