import { createPrivateKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { AppError } from '@otklik/kernel';

/** A key that signs letters of a domain (RFC 6376). */
export interface DkimKey {
  readonly domain: string;
  readonly selector: string;
  /** PEM. */
  readonly privateKey: string;
}

/**
 * What the signature covers. By itself the library leaves out what RFC 8058 wants signed: the header that says that
 * one press is enough.
 */
export const SIGNED_HEADERS = [
  'From',
  'To',
  'Subject',
  'Date',
  'Message-ID',
  'MIME-Version',
  'Content-Type',
  'Reply-To',
  'List-Id',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
  'Auto-Submitted',
] as const;

export const dkimOptions = ({ domain, selector, privateKey }: DkimKey) => ({
  domainName: domain,
  keySelector: selector,
  privateKey,
  headerFieldNames: SIGNED_HEADERS.join(':'),
});

/**
 * Reads a key that nobody else may read.
 * @throws AppError internal, naming the setting and what is wrong with the file
 */
export function readDkimKey(path: string): string {
  const refuse = (reason: string) => new AppError('internal', { setting: 'DKIM_KEY_FILE', reason });
  let pem: string;
  try {
    if ((statSync(path).mode & 0o077) !== 0) throw refuse('readable by others: chmod 600');
    pem = readFileSync(path, 'utf8');
    createPrivateKey(pem);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refuse('not a private key in PEM');
  }
  return pem;
}
