import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import { AppError, isAppError } from '@otklik/kernel';
import type { OutboundPort } from '@otklik/kernel';
import { openOutbound } from './outbound-stream.ts';
import { portOf, resolveTarget } from './outbound-target.ts';
import type { OutboundOptions, Target } from './outbound-target.ts';

const BODY_MAX_bytes = 1_000_000;
/** Ours to say: where it goes, how it is framed and packed. */
const OWN_HEADERS = new Set([
  'host',
  'connection',
  'accept-encoding',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

type Request = NonNullable<Parameters<OutboundPort['fetch']>[1]>;
type Answer = Awaited<ReturnType<OutboundPort['fetch']>>;

/**
 * The guarded way out: resolves a name once, checks every address, connects to a checked one with
 * the name in SNI and Host. Redirects are answers like any other, never followed. Packed answers are
 * refused, so the counted bytes are the unpacked ones.
 * `fetch` throws AppError forbidden, unavailable (both with `outbound`: the reason), body-too-large.
 */
export function createOutbound(options: OutboundOptions = {}): OutboundPort {
  const { connect_ms = 5000, total_ms = 10_000 } = options;
  return {
    async fetch(url, request = {}) {
      const signal = AbortSignal.timeout(total_ms);
      const target = await orTimeout(resolveTarget(url, options), signal);
      let failure: unknown;
      for (const address of target.addresses.slice(0, 3)) {
        try {
          return await attempt({ target, address, request, signal, connect_ms, ca: options.ca });
        } catch (error) {
          failure = error;
          // Another address only when this one gave no connection: then nothing was sent.
          if (!isAppError(error) || error.data['outbound'] !== 'connect') break;
        }
      }
      throw failure;
    },
    open: (url, request) => openOutbound(url, request, options),
  };
}

interface Attempt {
  readonly target: Target;
  readonly address: string;
  readonly request: Request;
  readonly signal: AbortSignal;
  readonly connect_ms: number;
  readonly ca: string | undefined;
}

function attempt(plan: Attempt): Promise<Answer> {
  const { target, address, request, signal, connect_ms, ca } = plan;
  const { url, host } = target;
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let connected = false;
    const fail = (reason: string) => reject(unavailable(signal.aborted ? 'timeout' : reason));
    let outgoing: http.ClientRequest;
    try {
      outgoing = (secure ? https : http).request({
        // An address, never a name: nothing is resolved a second time.
        host: address,
        port: portOf(url),
        path: url.pathname + url.search,
        method: request.method ?? 'GET',
        headers: {
          ...callersHeaders(request),
          host: url.host,
          'accept-encoding': 'identity',
          ...lengthOf(request),
        },
        agent: false,
        signal,
        ...(secure ? { servername: isIP(host) ? '' : host, minVersion: 'TLSv1.2' as const } : {}),
        ...(secure && ca !== undefined ? { ca } : {}),
      });
    } catch {
      // Node refuses line breaks and the like in headers before anything is sent.
      reject(new AppError('forbidden', { outbound: 'headers' }));
      return;
    }
    const timer = setTimeout(() => {
      reject(unavailable('connect'));
      outgoing.destroy();
    }, connect_ms);
    outgoing.on('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connected = true;
        clearTimeout(timer);
      });
    });
    outgoing.on('error', () => fail(connected ? 'broken' : 'connect'));
    outgoing.on('close', () => {
      clearTimeout(timer);
      fail('broken');
    });
    outgoing.on('response', (incoming) => {
      readBody(incoming, request.maxBytes ?? BODY_MAX_bytes).then(
        (body) =>
          resolve({ status: incoming.statusCode ?? 0, headers: flat(incoming.headers), body }),
        (error: unknown) => {
          if (isAppError(error)) reject(error);
          else fail('broken');
          outgoing.destroy();
        },
      );
    });
    outgoing.end(request.body);
  });
}

async function readBody(incoming: http.IncomingMessage, max: number): Promise<Uint8Array> {
  const encoding = incoming.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw unavailable('encoded');
  const tooLarge = new AppError('body-too-large', { max });
  if (Number(incoming.headers['content-length'] ?? 0) > max) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > max) throw tooLarge;
    chunks.push(chunk);
  }
  if (!incoming.complete) throw unavailable('broken');
  return Buffer.concat(chunks);
}

function callersHeaders({ headers = {} }: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name.toLowerCase())),
  );
}

const lengthOf = ({ body }: Request): Record<string, number> =>
  body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };

/** Repeated headers are joined with a comma, as HTTP allows. */
function flat(headers: http.IncomingHttpHeaders): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return Object.fromEntries(entries);
}

function orTimeout<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(unavailable('timeout')), { once: true });
    work.then(resolve, reject);
  });
}

const unavailable = (reason: string): AppError => new AppError('unavailable', { outbound: reason });
