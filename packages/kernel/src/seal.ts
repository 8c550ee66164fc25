import { decrypt, encrypt, refuseSealed } from './aes-gcm.ts';
import { AppError } from './errors.ts';

const VERSION = 'v1';

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
 * @throws AppError internal when the key is not 32 bytes long
 */
export function sealBytes(dataKey: Uint8Array, aad: string, bytes: Uint8Array): string {
  const { nonce, ciphertext, tag } = encrypt(dataKey, aad, bytes);
  const parts = [nonce, ciphertext, tag];
  return [VERSION, ...parts.map((part) => part.toString('base64url'))].join('.');
}

/**
 * The bytes that `sealBytes` sealed under this key and place.
 * @throws AppError unavailable when the key or place is another, or a single bit was changed
 */
export function openBytes(dataKey: Uint8Array, aad: string, sealed: string): Uint8Array {
  const [version, ...rest] = sealed.split('.');
  const [nonce, ciphertext, tag] = rest.map(strictBase64url);
  if (version !== VERSION || rest.length !== 3 || !nonce || !ciphertext || !tag) refuseSealed();
  return decrypt(dataKey, aad, { nonce, ciphertext, tag });
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

/** Node's decoder skips what it does not know; one value must have one spelling only. */
function strictBase64url(part: string): Buffer | null {
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
}
