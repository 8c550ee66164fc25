import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import { createGunzip } from 'node:zlib';
import { AppError, isAppError } from '@otklik/kernel';
import type { OpenedAnswer, OpenOptions } from '@otklik/kernel';
import { portOf, resolveTarget } from './outbound-target.ts';
import type { OutboundOptions, Target } from './outbound-target.ts';

const ADDRESSES_MAX = 3;

/** What a way out needs beside the target. */
interface Plan {
  readonly target: Target;
  readonly address: string;
  readonly asked: OpenOptions;
  readonly signal: AbortSignal;
  readonly options: OutboundOptions;
}

/**
 * Opens an answer of any size behind the same guard as `fetch`: every address checked, a checked one connected to,
 * redirects never followed. Gzip is unpacked, and it is the unpacked bytes that are counted.
 * @throws AppError forbidden, unavailable, body-too-large
 */
export async function openOutbound(
  url: string,
  asked: OpenOptions,
  options: OutboundOptions,
): Promise<OpenedAnswer> {
  const signal = AbortSignal.timeout(asked.total_ms);
  const target = await orLate(resolveTarget(url, options), signal);
  let failure: unknown;
  for (const address of target.addresses.slice(0, ADDRESSES_MAX)) {
    try {
      const incoming = await begin({ target, address, asked, signal, options });
      return {
        status: incoming.statusCode ?? 0,
        headers: Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
        ),
        body: piecesOf(incoming, asked.maxBytes, signal),
        close: () => void incoming.destroy(),
      };
    } catch (error) {
      failure = error;
      // Another address only when this one gave no connection: then nothing was sent.
      if (!isAppError(error) || error.data['outbound'] !== 'connect') break;
    }
  }
  throw failure;
}

function begin({ target, address, asked, signal, options }: Plan): Promise<http.IncomingMessage> {
  const { url, host } = target;
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    let connected = false;
    const fail = (reason: string) => reject(unavailable(signal.aborted ? 'timeout' : reason));
    const outgoing = (secure ? https : http).request({
      // An address, never a name: nothing is resolved a second time.
      host: address,
      port: portOf(url),
      path: url.pathname + url.search,
      headers: { ...asked.headers, host: url.host, 'accept-encoding': 'gzip' },
      agent: false,
      signal,
      ...(secure ? { servername: isIP(host) ? '' : host, minVersion: 'TLSv1.2' as const } : {}),
      ...(secure && options.ca !== undefined ? { ca: options.ca } : {}),
    });
    const timer = setTimeout(() => {
      fail('connect');
      outgoing.destroy();
    }, options.connect_ms ?? 5000);
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
    outgoing.on('response', resolve);
    outgoing.end();
  });
}

/** The unpacked bytes; cut short is an error, and never an end. */
async function* piecesOf(
  incoming: http.IncomingMessage,
  max: number,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const encoding = (incoming.headers['content-encoding'] ?? 'identity').toLowerCase();
  const cut = () => unavailable(signal.aborted ? 'timeout' : 'broken');
  let length = 0;
  try {
    if (encoding !== 'identity' && encoding !== 'gzip') throw unavailable('encoded');
    let source: NodeJS.ReadableStream = incoming;
    if (encoding === 'gzip') {
      const gunzip = createGunzip();
      // A pipe carries no errors: a connection that broke must end the unpacking too.
      incoming.on('error', (error) => gunzip.destroy(error));
      source = incoming.pipe(gunzip);
    }
    for await (const piece of source as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > max) throw new AppError('body-too-large', { max });
      yield piece;
    }
    if (!incoming.complete) throw cut();
  } catch (error) {
    throw isAppError(error) ? error : cut();
  } finally {
    incoming.destroy();
  }
}

function orLate<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(unavailable('timeout')), { once: true });
    work.then(resolve, reject);
  });
}

const unavailable = (reason: string): AppError => new AppError('unavailable', { outbound: reason });
