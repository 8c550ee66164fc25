import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { AppError } from './errors.ts';
import { randomOctets } from './octets.ts';

const KEY_bytes = 32;
export const NONCE_bytes = 12;
export const TAG_bytes = 16;

export interface Encrypted {
  readonly nonce: Buffer;
  readonly ciphertext: Buffer;
  readonly tag: Buffer;
}

/**
 * AES-256-GCM. The nonce is random and 96 bits long (NIST SP 800-38D §8.2.2): one key serves one author or
 * file, so its count of uses stays far below the 2^32 that this allows.
 * @throws AppError internal when the key is not 32 bytes long
 */
export function encrypt(dataKey: Uint8Array, aad: string, bytes: Uint8Array): Encrypted {
  if (dataKey.length !== KEY_bytes) throw new AppError('internal', { seal: 'key-length' });
  const nonce = randomOctets(NONCE_bytes);
  // A key object costs a third of what raw key bytes cost Node for each cipher.
  const key = createSecretKey(dataKey);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_bytes });
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  const ciphertext = cipher.update(bytes);
  // In this mode the end adds no bytes, it makes the tag.
  cipher.final();
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

/** @throws AppError unavailable when the key or place is another, or a single bit was changed */
export function decrypt(dataKey: Uint8Array, aad: string, sealed: Encrypted): Buffer {
  const { nonce, ciphertext, tag } = sealed;
  if (nonce.length !== NONCE_bytes || tag.length !== TAG_bytes) refuseSealed();
  if (dataKey.length !== KEY_bytes) refuseSealed();
  const key = createSecretKey(dataKey);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_bytes });
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(tag);
  try {
    const plain = decipher.update(ciphertext);
    // In this mode the end adds no bytes, it checks the tag: no second copy of a large file.
    decipher.final();
    return plain;
  } catch {
    // The library's error is dropped on purpose: it says nothing more, and may carry buffers.
    refuseSealed();
  }
}

/** A fresh 32-byte data key. Two calls never give the same one. */
export function createDataKey(): Uint8Array {
  return randomBytes(KEY_bytes);
}

export function refuseSealed(): never {
  throw new AppError('unavailable', { seal: 'does-not-open' });
}
