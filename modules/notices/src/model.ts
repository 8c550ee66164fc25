import { domainToASCII } from 'node:url';
import { AppError } from '@otklik/kernel';

/** After this many tries a letter is given up: with the pauses below that is about two days. */
export const ATTEMPTS_MAX = 12;
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

interface PostalError {
  readonly responseCode?: unknown;
  readonly code?: unknown;
  readonly command?: unknown;
}

/**
 * True when trying again cannot help: the receiver refused the address for good (SMTP 5xx at RCPT or
 * DATA, RFC 5321 §4.2.1). A refused login or greeting is our own trouble and passes.
 */
export function isRefusedForGood(error: unknown): boolean {
  const { responseCode, code } = (error ?? {}) as PostalError;
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof responseCode !== 'number') return cause ? isRefusedForGood(cause) : false;
  return responseCode >= 550 && responseCode < 560 && (code === 'EENVELOPE' || code === 'EMESSAGE');
}
