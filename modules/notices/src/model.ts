import { domainToASCII } from 'node:url';
import { AppError } from '@otklik/kernel';

/** After this many tries a letter is given up: with the pauses below that is about two days. */
export const ATTEMPTS_MAX = 15;
/** A worker that took a letter has this long to tell what became of it. */
export const LEASE_ms = 5 * 60_000;

export type LetterState = 'queued' | 'sending' | 'sent' | 'failed' | 'given-up';

/** Pause before the next try: 30 s, doubled each time, at most 12 hours. `attempts` counts from 1. */
export const pauseAfter = (attempts: number): number =>
  Math.min(30_000 * 2 ** (attempts - 1), 12 * 3_600_000);

const LOCAL_PART = /^[^\s@<>()[\]\\,;:"]{1,64}$/u;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * One spelling per address: trimmed, NFC, lower case, the domain in its ASCII form (UTS 46).
 * Lower case of the part before the @ is not what RFC 5321 promises, but what every post office does.
 *
 * @throws AppError invalid-input with an issue at `email`
 */
export function normaliseEmail(typed: string): string {
  const [local, domain, ...more] = typed.trim().normalize('NFC').toLowerCase().split('@');
  const ascii = domainToASCII(domain ?? '');
  if (more.length > 0 || !local || !LOCAL_PART.test(local) || !DOMAIN.test(ascii)) {
    throw new AppError('invalid-input', {
      issues: [{ path: 'email', code: 'invalid_format', format: 'email' }],
    });
  }
  return `${local}@${ascii}`;
}

/** What a post office's error says of itself (`MailError` of the adapters); read by shape. */
interface PostalError {
  readonly permanent?: unknown;
  readonly step?: unknown;
}

/** True when trying again cannot help this letter. */
export const isRefusedForGood = (error: unknown): boolean =>
  ((error ?? {}) as PostalError).permanent === true;

/** True when it was the address that was refused. */
export const isBounce = (error: unknown): boolean =>
  isRefusedForGood(error) && (error as PostalError).step === 'recipient';
