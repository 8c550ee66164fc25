import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { decrypt, encrypt, NONCE_bytes, refuseSealed, TAG_bytes } from './aes-gcm.ts';
import { AppError } from './errors.ts';

const KEY_bytes = 32;
const LENGTH_bytes = 4;
const INFO = 'otklik:seal-to:v1';

/** The bytes a box is longer than what is in it. */
export const SEALED_BOX_OVERHEAD_bytes = KEY_bytes + NONCE_bytes + TAG_bytes;

export interface SealPair {
  /** Of X25519, 32 bytes each. */
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** The 32 bytes themselves: to write DER around them and cut it off again took a fifth of what sealing takes. */
const publicBytes = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'raw-public' }));
const privateBytes = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'raw-private' }));

/** A fresh pair: whoever has the public half can put into a box, only the private half opens it. */
export function newSealPair(): SealPair {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return {
    publicKey: publicBytes(publicKey),
    privateKey: privateBytes(privateKey),
  };
}

function refuseLength(key: Uint8Array): void {
  if (key.length !== KEY_bytes) throw new AppError('internal', { seal: 'key-length' });
}

function publicObject(key: Uint8Array): KeyObject {
  refuseLength(key);
  return createPublicKey({
    key: Buffer.from(key.buffer, key.byteOffset, key.length),
    format: 'raw-public',
    asymmetricKeyType: 'x25519',
  });
}

const RECIPIENTS_max = 16;
// Many boxes of a day go to one key, and making its object costs as much as the box. Public halves only.
const recipients = new Map<string, KeyObject>();
function recipientOf(key: Uint8Array): KeyObject {
  const name = Buffer.from(key).toString('latin1');
  const known = recipients.get(name) ?? publicObject(key);
  if (recipients.size >= RECIPIENTS_max) recipients.clear();
  recipients.set(name, known);
  return known;
}

/** A private half made ready, with the public half that it belongs to. */
interface Opener {
  readonly secret: KeyObject;
  readonly own: Uint8Array;
}
// Gone with the bytes that it was made of: nothing is kept longer than whoever opens keeps them.
const openers = new WeakMap<Uint8Array, Opener>();
function openerOf(key: Uint8Array): Opener {
  refuseLength(key);
  const known = openers.get(key);
  if (known) return known;
  const secret = createPrivateKey({
    key: Buffer.from(key.buffer, key.byteOffset, key.length),
    format: 'raw-private',
    asymmetricKeyType: 'x25519',
  });
  const made = { secret, own: publicBytes(createPublicKey(secret)) };
  openers.set(key, made);
  return made;
}

/** The same bytes, not copied: boxes are kilobytes, and each copy was one more for the collector. */
const plain = ({ buffer, byteOffset, length }: Buffer): Uint8Array =>
  new Uint8Array(buffer, byteOffset, length);

/** HKDF-SHA-256 of the shared secret, salted with both public halves, so that a key belongs to one box. */
const boxKey = (shared: Buffer, once: Uint8Array, to: Uint8Array): Uint8Array =>
  // A key object: raw bytes make Node look whether they are one by an error that it throws and catches.
  new Uint8Array(
    hkdfSync('sha256', createSecretKey(shared), Buffer.concat([once, to]), INFO, KEY_bytes),
  );

/**
 * Seals bytes to a public key: X25519 with a key used once, HKDF-SHA-256, AES-256-GCM. The sender keeps
 * nothing that opens it again.
 * @returns the once-used public key (32 bytes), nonce (12), ciphertext and tag (16)
 * @throws AppError internal when the key is not 32 bytes long
 */
export function sealTo(publicKey: Uint8Array, aad: string, bytes: Uint8Array): Uint8Array {
  const to = recipientOf(publicKey);
  const once = generateKeyPairSync('x25519');
  const half = publicBytes(once.publicKey);
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: to });
  const { nonce, ciphertext, tag } = encrypt(boxKey(shared, half, publicKey), aad, bytes);
  return plain(Buffer.concat([half, nonce, ciphertext, tag]));
}

/**
 * What `sealTo` put into the box. The bytes of a key are never changed in place: what is made of them is kept.
 * @throws AppError unavailable when key or aad is another, or a bit was changed
 */
export function openSealedBox(privateKey: Uint8Array, aad: string, box: Uint8Array): Uint8Array {
  if (box.length < SEALED_BOX_OVERHEAD_bytes) refuseSealed();
  const { secret, own } = openerOf(privateKey);
  const bytes = Buffer.from(box.buffer, box.byteOffset, box.length);
  const half = bytes.subarray(0, KEY_bytes);
  const shared = sharedOrRefused(secret, half);
  return plain(
    decrypt(boxKey(shared, half, own), aad, {
      nonce: bytes.subarray(KEY_bytes, KEY_bytes + NONCE_bytes),
      ciphertext: bytes.subarray(KEY_bytes + NONCE_bytes, -TAG_bytes),
      tag: bytes.subarray(-TAG_bytes),
    }),
  );
}

/** A half of low order gives a secret of zeros, which the library refuses. */
function sharedOrRefused(privateKey: KeyObject, half: Uint8Array): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey: publicObject(half) });
  } catch {
    refuseSealed();
  }
}

/**
 * The bytes with their length before them and zeros behind, `size` bytes in all: a box then does not tell
 * how much was written.
 * @throws AppError invalid-input with reason too-long when they do not fit
 */
export function padTo(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length + LENGTH_bytes > size)
    throw new AppError('invalid-input', { reason: 'too-long' });
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, bytes.length);
  padded.set(bytes, LENGTH_bytes);
  return padded;
}

/** What `padTo` was given. @throws AppError unavailable for what it did not make */
export function unpad(padded: Uint8Array): Uint8Array {
  if (padded.length < LENGTH_bytes) refuseSealed();
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - LENGTH_bytes) refuseSealed();
  return padded.slice(LENGTH_bytes, LENGTH_bytes + length);
}
