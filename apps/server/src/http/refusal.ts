import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import { languageOf, REFUSAL_POLICY, refusalPage, refusalSentence } from './refusal-page.ts';
import { METHODS, type Door, type Refusal } from './guard.ts';

/** To whom a refusal is told, and where the site lives. */
export interface Told {
  readonly request: IncomingMessage;
  readonly door: Door;
  /** The public address, for those who came by another. */
  readonly publicUrl?: string;
}

const requestIdOf = ({ headers }: IncomingMessage): string => String(headers['x-request-id'] ?? '');

/** The page of ours that a request names as its sender; null for any other. */
function fromOurs({ headers }: IncomingMessage): string | null {
  try {
    const from = new URL(headers.referer ?? '');
    return from.host === headers.host?.toLowerCase() && /^\/(?![/\\])/.test(from.pathname)
      ? from.pathname + from.search
      : null;
  } catch {
    return null;
  }
}

interface Answer {
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

/** Machines get the API's form, browsers a page, and everybody else a line of text. */
function answerTo({ status, code, retryAfter_s }: Refusal, told: Told): Answer {
  const { request, door, publicUrl } = told;
  const request_id = requestIdOf(request);
  const common = {
    'content-security-policy':
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(retryAfter_s === undefined ? {} : { 'retry-after': String(retryAfter_s) }),
    ...(status === 405 ? { allow: [...METHODS].join(', ') } : {}),
    connection: 'close',
  };
  if (door === 'machines')
    return {
      headers: { ...common, 'content-type': 'application/json' },
      body: JSON.stringify({ error: { code, data: {}, request_id: request_id || null } }),
    };
  const reader = {
    url: request.url ?? '/',
    acceptLanguage: request.headers['accept-language'],
    from: code === 'host-unknown' ? null : fromOurs(request),
  };
  if (/text\/html/i.test(request.headers.accept ?? '')) {
    const home = code === 'host-unknown' && publicUrl ? new URL(publicUrl).origin : '';
    return {
      headers: {
        ...common,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': REFUSAL_POLICY,
      },
      body: refusalPage(code, reader, { requestId: request_id, home }),
    };
  }
  return {
    headers: { ...common, 'content-type': 'text/plain; charset=utf-8' },
    body: `${code}\n${refusalSentence(code, languageOf(reader))}\n`,
  };
}

/** A refusal before routing, in the form that its reader can use. */
export function answerRefusal(response: ServerResponse, refusal: Refusal, told: Told): void {
  const { headers, body } = answerTo(refusal, told);
  response.writeHead(refusal.status, headers);
  response.end(told.request.method === 'HEAD' ? '' : body);
}

/**
 * The same as bytes for the socket, where a door is still reading the request and holds the response:
 * it must find both closed, not an answer that it did not give.
 */
export function rawRefusal(refusal: Refusal, told: Told, others: OutgoingHttpHeaders): string {
  const { headers, body } = answerTo(refusal, told);
  const lines = Object.entries({
    ...others,
    ...headers,
    'content-length': Buffer.byteLength(body),
  }).map(([name, value]) => `${name}: ${String(value)}`);
  const first = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`;
  return [first, ...lines, '', body].join('\r\n');
}
