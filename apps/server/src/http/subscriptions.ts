import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage } from 'node:http';
import { createFeeds, createOneClick, FEEDS_PREFIX, type ApiRequestFacts } from '@otklik/api';
import { ONE_CLICK_PATH } from '@otklik/subscriptions';
import type { Installation } from '../assemble.ts';
import type { Handler } from './listener.ts';
import { originOf } from './origin.ts';

type Answer = (request: Request, facts: ApiRequestFacts) => Promise<Response>;

/** Feeds and the one-click stop under their prefixes, ready to be mounted. */
export function openSubscriptions(installation: Installation): Record<string, Handler> {
  const { app, faces, settings } = installation;
  const { region, publicUrl } = settings;
  const common = { faces, region, publicUrl, log: app.log };
  const listen = (answer: Answer) =>
    getRequestListener(
      (request, env) => {
        const { incoming } = env as { incoming: IncomingMessage };
        return answer(request, {
          origin: originOf(incoming, app.ports.keys, settings.trustedProxyHops),
          requestId: String(incoming.headers['x-request-id']),
          matched: (pattern) => Object.assign(incoming, { otklikRoute: pattern }),
        });
      },
      // The pages in this process need Node's own Request and Response.
      { overrideGlobalObjects: false, errorHandler: () => new Response(null, { status: 400 }) },
    );
  return {
    [FEEDS_PREFIX]: listen(createFeeds(common).fetch),
    [ONE_CLICK_PATH]: listen(createOneClick(common).fetch),
  };
}
