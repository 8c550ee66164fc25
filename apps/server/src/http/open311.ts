import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage } from 'node:http';
import { createOpen311, OPEN311_PREFIX } from '@otklik/api';
import type { Installation } from '../assemble.ts';
import type { Handler } from './listener.ts';
import { originOf } from './origin.ts';

const MALFORMED = `<?xml version="1.0" encoding="utf-8"?>
<errors><error><code>400</code><description>Bad request</description></error></errors>
`;

/** The door for neighbours' systems, GeoReport v2, under its prefix, ready to be mounted. */
export function openOpen311({
  app,
  accounts,
  faces,
  settings,
}: Installation): Record<string, Handler> {
  const open311 = createOpen311({
    faces,
    actorFromKey: (request) => accounts.actorFromKey(request),
    region: settings.region,
    publicUrl: settings.publicUrl,
    demo: app.settings.demo,
    now: () => app.clock.now(),
    log: app.log,
  });
  const listener = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      return open311.fetch(request, {
        origin: originOf(incoming, app.ports.keys, settings.trustedProxyHops),
        requestId: String(incoming.headers['x-request-id']),
        matched: (pattern) => Object.assign(incoming, { otklikRoute: pattern }),
      });
    },
    {
      // The pages in this process need Node's own Request and Response.
      overrideGlobalObjects: false,
      errorHandler: () =>
        new Response(MALFORMED, {
          status: 400,
          headers: { 'content-type': 'text/xml; charset=utf-8' },
        }),
    },
  );
  return { [OPEN311_PREFIX]: listener };
}
