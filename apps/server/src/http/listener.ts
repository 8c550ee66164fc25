import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Installation } from '../assemble.ts';
import { setDefaultHeaders } from './headers.ts';
import { allowedHosts, answerRefusal, refusalOf } from './guard.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/** The door that answers says by which pattern: a path may hold a token, a pattern never does. */
export type Routed = IncomingMessage & { otklikRoute?: string };

export interface Mounts {
  /** Pages: everything that no prefix claims. */
  readonly web: Handler;
  /** Machine doors by path prefix. */
  readonly prefixes: Readonly<Record<string, Handler>>;
}

// Photos come as forms: five of 15 MB, and some room for the words.
const BODY_MAX_BYTES = 80 * 1024 * 1024;

/** The one listener: guards, health, machine doors, pages, and a log line without addresses or queries. */
export function createListener(
  { app, database, settings }: Installation,
  mounts: Mounts,
  port: () => number,
  healthy: () => boolean,
): Server {
  const { protocol } = new URL(settings.publicUrl);
  const secure = protocol === 'https:';
  const hosts = { at: -1, names: new Set<string>() };
  const namesNow = () => {
    if (hosts.at !== port())
      Object.assign(hosts, { at: port(), names: allowedHosts(settings, port()) });
    return hosts.names;
  };
  const health = async (path: string, response: ServerResponse) => {
    const fine = path === '/healthz' ? healthy() : healthy() && (await database.ready());
    response.writeHead(fine ? 200 : 503, {
      'content-type': 'text/plain',
      'cache-control': 'no-store',
    });
    response.end(fine ? 'ok\n' : 'not ready\n');
  };
  const route = (request: IncomingMessage, response: ServerResponse): unknown => {
    const path = (request.url ?? '/').split('?', 1)[0]!;
    if (path === '/healthz' || path === '/readyz') return health(path, response);
    const prefix = Object.keys(mounts.prefixes).find((p) => path === p || path.startsWith(`${p}/`));
    const door = prefix ? 'machines' : 'pages';
    const refusal = refusalOf(request, namesNow(), door, protocol);
    if (refusal) return answerRefusal(response, refusal, door);
    if (Number(request.headers['content-length'] ?? 0) > BODY_MAX_BYTES)
      return answerRefusal(response, { status: 413, code: 'body-too-large' }, door);
    return (prefix ? mounts.prefixes[prefix]! : mounts.web)(request, response);
  };
  const server = createServer(
    { insecureHTTPParser: false, requireHostHeader: true },
    (request, response) => {
      const started = performance.now();
      // Ours, so that page, log and API tell the same one; a visitor's own is not believed.
      request.headers['x-request-id'] = randomUUID();
      response.setHeader('x-request-id', request.headers['x-request-id']);
      setDefaultHeaders(response, secure);
      response.on('finish', () => {
        app.log.info('http', {
          request_id: request.headers['x-request-id'],
          method: request.method,
          route: (request as Routed).otklikRoute ?? null,
          status: response.statusCode,
          ms: Math.round(performance.now() - started),
        });
      });
      // Async, so that a door that throws at once ends its request and not the process.
      const routed = async (): Promise<unknown> => route(request, response);
      routed().catch((error: unknown) => {
        app.log.error('http.failed', { request_id: request.headers['x-request-id'], error });
        if (!response.headersSent) answerRefusal(response, { status: 500, code: 'internal' });
        else response.destroy();
      });
    },
  );
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000;
  server.keepAliveTimeout = 15_000;
  server.maxHeadersCount = 100;
  return server;
}
