import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Installation } from '../assemble.ts';
import type { Handler } from '../http/listener.ts';
import { answerRefusal } from '../http/refusal.ts';
import { collect } from './collect.ts';
import { CONTENT_TYPE } from './registry.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function holdsToken({ headers }: IncomingMessage, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

/** Answers with the numbers; where a token is set, to its holder only. */
function metricsHandler(installation: Installation): Handler {
  const token = installation.settings.metricsToken;
  // Who asks twice at once gets one answer: a scrape must not become a load.
  let running: Promise<string> | null = null;
  return async (request, response) => {
    if (token && !holdsToken(request, token)) {
      response.setHeader('www-authenticate', 'Bearer');
      return answerRefusal(
        response,
        { status: 401, code: 'credential-invalid' },
        { request, door: 'machines' },
      );
    }
    running ??= collect(installation).finally(() => {
      running = null;
    });
    const text = await running;
    response.writeHead(200, { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' });
    response.end(text);
  };
}

/** `/metrics` on the main listener: only where a token guards it. */
export const metricsOnMain = (installation: Installation): Readonly<Record<string, Handler>> =>
  installation.settings.metricsToken ? { '/metrics': metricsHandler(installation) } : {};

/** A listener of its own where METRICS_PORT is set; null elsewhere. Listens when the promise resolves. */
export async function openMetricsListener(installation: Installation): Promise<Server | null> {
  const { metricsPort, metricsHost } = installation.settings;
  if (metricsPort === undefined) return null;
  const answer = metricsHandler(installation);
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics')
      return answerRefusal(
        response,
        { status: 404, code: 'not-found' },
        { request, door: 'machines' },
      );
    const answered = async (): Promise<unknown> => answer(request, response);
    answered().catch((error: unknown) => {
      installation.app.log.error('metrics.failed', { error });
      response.destroy();
    });
  });
  server.headersTimeout = 5000;
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(metricsPort, metricsHost, resolve);
  });
  return server;
}
