import { randomUUID } from 'node:crypto';

/** The id the server gave to this request (so that page, log and API tell the same one), else a new one. */
export function requestId(headers: Headers): string {
  const given = headers.get('x-request-id');
  return given && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}
