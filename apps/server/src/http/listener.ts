import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError, type Asker } from '@otklik/kernel';
import type { Installation } from '../assemble.ts';
import { HTTP_LIMITS, bodyRuleOf, machineBodyRuleOf, type HttpLimits } from './body-limits.ts';
import { watchBody, type BodyBudget } from './body-watch.ts';
import { setDefaultHeaders } from './headers.ts';
import { allowedHosts, refusalOf, type Door, type Refusal } from './guard.ts';
import { answerRefusal, rawRefusal } from './refusal.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

/**
 * The door that answers says by which pattern (a path may hold a token, a pattern never does), and in
 * which region and role somebody asked; who it was stays out of the log.
 */
export type Routed = IncomingMessage & { otklikRoute?: string; otklikAsker?: Asker };

export interface Mounts {
  /** Pages: everything that no prefix claims. */
  readonly web: Handler;
  /** Machine doors by path prefix. */
  readonly prefixes: Readonly<Record<string, Handler>>;
  /** Answers that stay open, by path prefix: they keep their own number and are not among the requests at once. */
  readonly streams?: Readonly<Record<string, Handler>>;
  /** Doors of the house by exact path, before any guard: they tell no one anything of people. */
  readonly house?: Readonly<Record<string, Handler>>;
}

const BUSY: Refusal = { status: 503, code: 'over-capacity', retryAfter_s: 5 };
/** No connection was free in time: as busy as too many requests. */
const isOverCapacity = (error: unknown): boolean =>
  error instanceof AppError && error.code === BUSY.code;
const LATE: Refusal = { status: 408, code: 'request-timeout' };
/** What became of a request: one place to look when it is over. */
interface Fate {
  /** It counts among the requests at once. */
  is_counted: boolean;
  /** Its body took too long, and it was cut. */
  is_late: boolean;
  /** It stays open: how long says when somebody looked, and is told nowhere. */
  is_stream: boolean;
}
const LATENCY = 'otklik_http_request_duration_seconds';
const LATENCY_HELP = 'Time to answer, by route pattern and class of status.';

/** The one listener: guards, health, machine doors, pages, and a log line without addresses or queries. */
export function createListener(
  { app, health, metrics, settings }: Installation,
  mounts: Mounts,
  port: () => number,
  healthy: () => boolean,
  limits: HttpLimits = HTTP_LIMITS,
): Server {
  const { protocol } = new URL(settings.publicUrl);
  const secure = protocol === 'https:';
  const hosts = { at: -1, names: new Set<string>() };
  const budget: BodyBudget = { held_bytes: 0 };
  let running = 0;
  const namesNow = () => {
    if (hosts.at !== port())
      Object.assign(hosts, { at: port(), names: allowedHosts(settings, port()) });
    return hosts.names;
  };
  const tellHealth = async (path: string, response: ServerResponse) => {
    const fine = path === '/healthz' ? healthy() : healthy() && (await health.ready());
    response.writeHead(fine ? 200 : 503, {
      'content-type': 'text/plain',
      'cache-control': 'no-store',
    });
    response.end(fine ? 'ok\n' : 'not ready\n');
  };
  const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0]!;
  const prefixOf = (path: string): string | undefined =>
    Object.keys(mounts.prefixes).find((p) => path === p || path.startsWith(`${p}/`));
  const told = (request: IncomingMessage) => {
    const door: Door = prefixOf(pathOf(request)) ? 'machines' : 'pages';
    return { request, door, publicUrl: settings.publicUrl };
  };
  const refuse = (request: IncomingMessage, response: ServerResponse, refusal: Refusal): void => {
    metrics.count('otklik_http_refused_total', { code: refusal.code });
    answerRefusal(response, refusal, told(request));
  };
  const route = (request: IncomingMessage, response: ServerResponse, fate: Fate): unknown => {
    const path = pathOf(request);
    if (path === '/healthz' || path === '/readyz') return tellHealth(path, response);
    const own = mounts.house?.[path];
    if (own) return own(request, response);
    const prefix = prefixOf(path);
    const refusal = refusalOf(request, namesNow(), prefix ? 'machines' : 'pages', protocol);
    if (refusal) return refuse(request, response, refusal);
    const stream = Object.keys(mounts.streams ?? {}).find((one) => path.startsWith(`${one}/`));
    if (stream) {
      fate.is_stream = true;
      return mounts.streams![stream]!(request, response);
    }
    // Health stays outside: a busy server is alive.
    if (running >= limits.requests_max) return refuse(request, response, BUSY);
    running += 1;
    fate.is_counted = true;
    const rule = prefix ? machineBodyRuleOf(path) : bodyRuleOf(path);
    watchBody(request, response, {
      rule,
      limits,
      budget,
      lateAnswer: () => rawRefusal(LATE, told(request), response.getHeaders()),
      onFault(fault) {
        if (fault === 'timeout') fate.is_late = true;
        metrics.count('otklik_http_refused_total', { code: fault });
        if (rule.upload) metrics.count('otklik_upload_failures_total', { reason: fault });
      },
    });
    return (prefix ? mounts.prefixes[prefix]! : mounts.web)(request, response);
  };
  const server = createServer(
    {
      insecureHTTPParser: false,
      requireHostHeader: true,
      // Node looks for late headers only so often; its own default is half a minute.
      connectionsCheckingInterval: Math.min(1000, limits.headers_ms),
    },
    (request, response) => {
      const started = performance.now();
      // Ours, so that page, log and API tell the same one; a visitor's own is not believed.
      request.headers['x-request-id'] = randomUUID();
      response.setHeader('x-request-id', request.headers['x-request-id']);
      setDefaultHeaders(response, secure);
      const fate: Fate = { is_counted: false, is_late: false, is_stream: false };
      // Also for those who hung up, or were cut: `finish` would never come.
      response.once('close', () => {
        const took_ms = performance.now() - started;
        const { otklikRoute: pattern = null, otklikAsker: asker } = request as Routed;
        if (fate.is_counted) running -= 1;
        const status = fate.is_late ? 408 : response.headersSent ? response.statusCode : null;
        if (!fate.is_stream)
          metrics.observe(LATENCY, LATENCY_HELP, took_ms / 1000, {
            route: pattern ?? 'other',
            status: status === null ? 'none' : `${Math.floor(status / 100)}xx`,
          });
        app.log.info('http', {
          request_id: request.headers['x-request-id'],
          method: request.method,
          route: pattern,
          status,
          ...(fate.is_stream ? {} : { ms: Math.round(took_ms) }),
          region: asker?.region ?? settings.region,
          role: asker?.role ?? null,
          ...(fate.is_late || fate.is_stream || response.writableFinished ? {} : { aborted: true }),
        });
      });
      // Async, so that a door that throws at once ends its request and not the process.
      const routed = async (): Promise<unknown> => route(request, response, fate);
      routed().catch((error: unknown) => {
        app.log.error('http.failed', { request_id: request.headers['x-request-id'], error });
        if (response.headersSent) response.destroy();
        else if (isOverCapacity(error)) refuse(request, response, BUSY);
        else answerRefusal(response, { status: 500, code: 'internal' }, told(request));
      });
    },
  );
  server.headersTimeout = limits.headers_ms;
  // Bodies are timed one by one, see body-watch.ts: words and photos do not take the same time. This is for
  // what still comes after the answer.
  server.requestTimeout = limits.upload_ms;
  server.keepAliveTimeout = 15_000;
  server.maxHeadersCount = 100;
  return server;
}
