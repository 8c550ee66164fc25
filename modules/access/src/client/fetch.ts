import { isAppError, type OpenedAnswer, type OutboundPort } from '@otklik/kernel';
import type { Fault } from '../model.ts';
import { FRESH_max_s, FRESH_min_s, REDIRECTS_max } from './limits.ts';

/** Validators of what was taken last. */
export interface Seen {
  readonly etag: string | null;
  readonly last_modified: string | null;
}

export interface Opened extends Seen {
  readonly outcome: 'body';
  readonly body: AsyncIterable<Uint8Array>;
  readonly fresh_s: number;
}

export type Asked =
  | Opened
  | { readonly outcome: 'unchanged'; readonly fresh_s: number }
  | { readonly outcome: 'failed'; readonly fault: Fault };

const failed = (fault: Fault): Asked => ({ outcome: 'failed', fault });

/** What the way out refused or lost, as a fault of the source. */
export function faultOf(error: unknown): Fault | null {
  if (!isAppError(error)) return null;
  if (error.code === 'body-too-large' || error.data['reason'] === 'too-many-lines')
    return 'too-large';
  if (error.code === 'forbidden') return 'refused-address';
  if (error.code !== 'unavailable') return null;
  const { outbound } = error.data;
  if (outbound === 'timeout') return 'too-slow';
  return outbound === 'broken' ? 'cut-short' : 'no-answer';
}

/** How long an answer need not be asked for again: what it says, but a minute at least and a day at most. */
export function freshFor(headers: Readonly<Record<string, string>>): number {
  const told = /(?:^|,)\s*max-age\s*=\s*"?(\d+)/i.exec(headers['cache-control'] ?? '')?.[1];
  return Math.min(Math.max(Number(told ?? 0), FRESH_min_s), FRESH_max_s);
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Asks for a file with what is known of it. Redirects are followed within one origin alone, and every step passes
 * the guard anew, so that no open address leads to a closed one.
 */
export async function ask(
  outbound: OutboundPort,
  url: string,
  options: {
    readonly seen: Seen | null;
    readonly accept: string;
    readonly max_bytes: number;
    readonly total_ms: number;
  },
): Promise<Asked> {
  const { seen, accept, max_bytes, total_ms } = options;
  const headers = {
    accept,
    'user-agent': 'otklik-scheduling-client',
    ...(seen?.etag ? { 'if-none-match': seen.etag } : {}),
    ...(seen?.last_modified ? { 'if-modified-since': seen.last_modified } : {}),
  };
  let address = url;
  for (let step = 0; step <= REDIRECTS_max; step += 1) {
    let answer: OpenedAnswer;
    try {
      answer = await outbound.open(address, { headers, maxBytes: max_bytes, total_ms });
    } catch (error) {
      const fault = faultOf(error);
      if (!fault) throw error;
      return failed(fault === 'cut-short' ? 'no-answer' : fault);
    }
    if (answer.status === 200) {
      const { etag = null, 'last-modified': last_modified = null } = answer.headers;
      const fresh_s = freshFor(answer.headers);
      return { outcome: 'body', body: answer.body, etag, last_modified, fresh_s };
    }
    answer.close();
    if (answer.status === 304 && seen)
      return { outcome: 'unchanged', fresh_s: freshFor(answer.headers) };
    if (!REDIRECTS.has(answer.status)) return failed('no-answer');
    const next = URL.parse(answer.headers['location'] ?? '', address);
    if (!next || next.origin !== new URL(url).origin) return failed('redirect-elsewhere');
    address = next.href;
  }
  return failed('redirect-elsewhere');
}
