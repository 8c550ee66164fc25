import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// RFC 6238 with its defaults, which every authenticator app knows: SHA-1, six digits, 30 seconds.
const STEP_s = 30;
const DIGITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A fresh secret of 160 bits (RFC 4226 §4), in base32: 32 characters. */
export const newTotpSecret = (): string =>
  Array.from(randomBytes(32), (byte) => ALPHABET[byte & 31]).join('');

function bytesOf(base32: string): Buffer {
  let bits = '';
  for (const letter of base32) bits += ALPHABET.indexOf(letter).toString(2).padStart(5, '0');
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}

/** The code of a time step. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const number = hash.readUInt32BE(hash[19]! & 15) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

export const totpStep = (now: Date): number => Math.floor(now.getTime() / 1000 / STEP_s);

/**
 * The time step whose code this is: the present one or a neighbour (clocks differ, RFC 6238 §5.2),
 * and later than the last one taken. Null for a wrong or spent code.
 */
export function matchTotp(
  secret: string,
  code: string,
  now: Date,
  lastStep: number,
): number | null {
  const step = totpStep(now);
  const given = Buffer.from(code.padEnd(DIGITS).slice(0, DIGITS));
  let match: number | null = null;
  for (const candidate of [step - 1, step, step + 1]) {
    const same = timingSafeEqual(Buffer.from(totpCode(secret, candidate)), given);
    if (same && code.length === DIGITS && candidate > lastStep) match = candidate;
  }
  return match;
}

/** What an authenticator app reads from the QR picture. */
export const totpUri = (secret: string, account: string): string =>
  `otpauth://totp/Otklik:${encodeURIComponent(account)}?secret=${secret}&issuer=Otklik&algorithm=SHA1&digits=${DIGITS}&period=${STEP_s}`;

/** A recovery code: 50 random bits as `abcde-fghij`, letters and digits that are not mistaken. */
export function newRecoveryCode(): string {
  const letters = Array.from(randomBytes(10), (byte) => ALPHABET[byte & 31]!.toLowerCase()).join(
    '',
  );
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

/** One spelling per code: case, spaces and the dash do not matter. */
export const plainRecoveryCode = (typed: string): string =>
  typed.toLowerCase().replace(/[^a-z2-7]/g, '');
