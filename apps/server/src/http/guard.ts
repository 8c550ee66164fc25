import type { IncomingMessage } from 'node:http';
import type { Settings } from '../settings.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
export const METHODS: ReadonlySet<string> = new Set([...SAFE, 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The names this server answers to: the public address; in demo mode also this machine's own names. */
export function allowedHosts(settings: Settings, port: number): Set<string> {
  const hosts = new Set([new URL(settings.publicUrl).host]);
  if (settings.mode === 'demo')
    for (const name of ['localhost', '127.0.0.1', '[::1]']) hosts.add(`${name}:${port}`);
  return hosts;
}

function countOf(request: IncomingMessage, name: string): number {
  let count = 0;
  for (let i = 0; i < request.rawHeaders.length; i += 2)
    if (request.rawHeaders[i]!.toLowerCase() === name) count += 1;
  return count;
}

/** Pages act on a browser's cookie; machines bring a key and nothing that a browser adds by itself. */
export type Door = 'pages' | 'machines';

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly retryAfter_s?: number;
}

/**
 * What is refused before anything reads the request: unknown hosts, two Host headers, packed bodies,
 * TRACE and the like, and state-changing requests that do not come from our own pages.
 */
export function refusalOf(
  request: IncomingMessage,
  hosts: ReadonlySet<string>,
  door: Door,
  protocol: string,
): Refusal | null {
  const method = request.method ?? '';
  if (!METHODS.has(method)) return { status: 405, code: 'method-not-allowed' };
  // Node's parser lets a second Host header through.
  if (countOf(request, 'host') !== 1) return { status: 400, code: 'malformed-body' };
  const host = request.headers.host!.toLowerCase();
  if (!hosts.has(host)) return { status: 421, code: 'host-unknown' };
  // Node's parser lets unknown codings through; two parsers of one request must agree on its end.
  const coding = request.headers['transfer-encoding'];
  if (coding && coding.toLowerCase() !== 'chunked') return { status: 400, code: 'malformed-body' };
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding !== 'identity') return { status: 415, code: 'unsupported-media-type' };
  if (door === 'pages' && !SAFE.has(method) && !isOurs(request, `${protocol}//${host}`))
    return { status: 403, code: 'origin-refused' };
  return null;
}

/** Sent by our own page, by a browser's word; a machine with a key brings no cookies and needs none. */
function isOurs(request: IncomingMessage, ownOrigin: string): boolean {
  if (request.headers.authorization && !request.headers.cookie) return true;
  const { origin } = request.headers;
  if (origin !== undefined) {
    try {
      // With its scheme: a page that somebody slipped in over plain http is not ours.
      return new URL(origin).origin === ownOrigin;
    } catch {
      return false;
    }
  }
  return request.headers['sec-fetch-site'] === 'same-origin';
}
