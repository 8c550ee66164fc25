import { getRequestListener } from '@hono/node-server';
import { createScheduling, SCHEDULING_PREFIX } from '@otklik/api';
import type { IncomingMessage } from 'node:http';
import type { Installation } from '../assemble.ts';
import type { Handler } from './listener.ts';
import { originOf } from './origin.ts';

/** The publication of free places under its prefix, ready to be mounted. */
export function openScheduling(installation: Installation): Record<string, Handler> {
  const { app, faces, settings } = installation;
  const { region, publicUrl } = settings;
  const scheduling = createScheduling({ faces, region, publicUrl, log: app.log });
  const listener = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      return scheduling.fetch(request, {
        origin: originOf(incoming, app.ports.keys, settings.trustedProxyHops),
        requestId: String(incoming.headers['x-request-id']),
        matched: (pattern) => Object.assign(incoming, { otklikRoute: pattern }),
      });
    },
    // The pages in this process need Node's own Request and Response.
    { overrideGlobalObjects: false, errorHandler: () => new Response(null, { status: 400 }) },
  );
  return { [SCHEDULING_PREFIX]: listener };
}
