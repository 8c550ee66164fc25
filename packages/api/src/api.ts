import { OpenAPIHono } from '@hono/zod-openapi';
import { etag, RETAINED_304_HEADERS } from 'hono/etag';
import { AppError } from '@otklik/kernel';
import { openApiDocument } from './document.ts';
import type { ApiOptions, ApiRequestFacts } from './doors.ts';
import { answerError } from './errors.ts';
import { PREFIX, type ApiContext, type ApiEnv, type Freshness, type Route } from './route.ts';
import { ROUTES } from './routes/index.ts';
import { actorOf, visitorOf } from './who.ts';

const CACHE_CONTROL: Readonly<Record<Freshness, string>> = {
  short: 'public, max-age=300',
  ask: 'no-cache',
  none: 'no-store',
};

export interface Api {
  readonly fetch: (request: Request, facts: ApiRequestFacts) => Promise<Response>;
}

/** The API of a running installation, under `/api/v1`. It translates; every rule is behind the waist. */
export function createApi(options: ApiOptions): Api {
  const app = new OpenAPIHono<ApiEnv>().basePath(PREFIX);
  const document = JSON.stringify(openApiDocument());
  const describe: Route = {
    config: { method: 'get', path: '/openapi.json', responses: {} },
    freshness: 'short',
    handle: async ({ c }) => c.body(document, 200, { 'content-type': 'application/json' }),
  };
  const keep304 = { retainedHeaders: [...RETAINED_304_HEADERS, 'access-control-allow-origin'] };
  const tagged = etag(keep304);
  // A mark made from the content would hold a file back until its last byte.
  const streamed = new Set(
    ROUTES.filter(({ isStreamed }) => isStreamed).map(({ config }) => PREFIX + config.path),
  );
  app.use('*', (c, next) => (streamed.has(c.req.path) ? next() : tagged(c, next)));
  for (const [path, routes] of byPath([...ROUTES, describe])) {
    const local = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const route of routes)
      app.on(route.config.method, local, (c) => answer(c, route, options));
    const allow = routes.flatMap(({ config: { method } }) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    );
    app.all(local, (c) => {
      c.env.matched?.(PREFIX + path);
      c.header('allow', allow.join(', '));
      throw new AppError('method-not-allowed', { allow });
    });
  }
  app.notFound((c) => answerError(c, new AppError('not-found', { kind: 'route' }), options.log));
  app.onError((error, c) => answerError(c, error, options.log));
  return { fetch: async (request, facts) => app.fetch(request, facts) };
}

function byPath(routes: readonly Route[]): Map<string, Route[]> {
  return Map.groupBy(routes, (route) => route.config.path);
}

async function answer(c: ApiContext, route: Route, options: ApiOptions): Promise<Response> {
  c.env.matched?.(PREFIX + route.config.path);
  const isPublic = route.freshness !== 'none' && c.req.header('authorization') === undefined;
  // Any page of any site may read open data; nothing is sent with it that would make it personal.
  if (isPublic) c.header('access-control-allow-origin', '*');
  c.header('vary', 'Authorization');
  const actor = await actorOf(c, options);
  c.env.asked?.(actor);
  // The routes read as a visitor does: who brings a key is counted all the same.
  if (actor.kind === 'key' && route.config.method === 'get') await options.countRead(actor);
  const response = await route.handle({ c, options, actor, visitor: visitorOf(c, options) });
  response.headers.set('cache-control', CACHE_CONTROL[isPublic ? route.freshness : 'none']);
  return response;
}
