import { createHash } from 'node:crypto';

/** What is kept of a link: SHA-256 of its 256 random bits, so that neither a copy nor a log opens a form. */
export const tokenHash = (token: string): string =>
  createHash('sha256').update(`survey-token|${token}`).digest('base64url');

/** How long every link's secret is. */
export const TOKEN_CHARACTERS = 43;
