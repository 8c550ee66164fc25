import { createHash, createPublicKey, verify } from 'node:crypto';
import { canonicalJson, type AuditKey } from '@otklik/kernel';
import { leafHash } from './merkle.ts';

/** What one hash of the log of filings stands for. Only the author's proof holds it in clear. */
export interface Filing {
  readonly region: string;
  readonly number: string;
  /** The second (UTC) when it was confirmed; of an anonymous message the day alone. */
  readonly filed: string;
  /** SHA-256 of the canonical JSON of what was sent. */
  readonly content_sha256: string;
  /** 128 random bits: without them nobody can guess from a public text which hash is whose. */
  readonly salt: string;
}

export const leafOf = ({ region, number, filed, content_sha256, salt }: Filing): string =>
  leafHash(canonicalJson({ region, number, filed, content_sha256, salt }));

/** A day of the log of filings, as it was signed. */
export interface FilingDay {
  readonly region: string;
  /** UTC, `2026-06-10`. */
  readonly day: string;
  readonly count: number;
  /** With all days before. */
  readonly total: number;
  readonly root: string;
  /** The hash of the day before; 64 zeros for the first. */
  readonly prev: string;
  /** SHA-256 of the signed text. */
  readonly hash: string;
  /** Ed25519 over the text of the day, base64url. */
  readonly signature: string;
  readonly keyId: string;
}

export const FIRST_PREV = '0'.repeat(64);

/** What is signed of a day: one line that anybody can put together from what is published. */
export const dayText = (
  day: Pick<FilingDay, 'region' | 'day' | 'count' | 'total' | 'root' | 'prev'>,
): string =>
  `otklik-filings/1 ${day.region} ${day.day} ${day.count} ${day.total} ${day.root} ${day.prev}`;

export const dayHash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What is signed of one filing at once: the promise that its hash stands in the log of that day. */
export const promiseText = (region: string, day: string, leaf: string): string =>
  `otklik-filing/1 ${region} ${day} ${leaf}`;

/** Whether one of the keys signed this text. */
export function isSigned(
  text: string,
  signature: string,
  keyId: string,
  keys: readonly AuditKey[],
): boolean {
  const key = keys.find(({ id }) => id === keyId);
  return (
    key !== undefined &&
    verify(
      null,
      Buffer.from(text),
      createPublicKey(key.publicKeyPem),
      Buffer.from(signature, 'base64url'),
    )
  );
}
