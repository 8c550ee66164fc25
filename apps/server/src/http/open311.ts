import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage } from 'node:http';
import { createOpen311, OPEN311_PREFIX, open311Locale } from '@otklik/api';
import type { Installation } from '../assemble.ts';
import type { Handler } from './listener.ts';
import { originOf } from './origin.ts';
import { packed } from './packed.ts';
import { keepPages, type KeptDoor } from './page-cache.ts';

const MALFORMED = `<?xml version="1.0" encoding="utf-8"?>
<errors><error><code>400</code><description>Bad request</description></error></errors>
`;

/** The one way of packing that every client knows; one that refuses it by name gets plain text. */
const packing = (accepted = ''): 'gzip' | 'identity' =>
  /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(accepted) ? 'gzip' : 'identity';

/** What harvesters ask for again and again: a thousand complaints cost thirty milliseconds to make. */
const KEPT: KeptDoor = {
  path: /^\/open311\/v2\/(?:discovery|services(?:\/[\w-]+)?|requests(?:\/[\d-]{5,20})?)\.(?:xml|json)$/,
  accept: /./s,
  variant: (headers) =>
    `${open311Locale(headers['accept-language'])} ${packing(String(headers['accept-encoding'] ?? ''))}`,
  // A thousand complaints are a megabyte, a tenth of it packed: packed once, not for each who asks.
  packed: true,
  // An eighth of it for one answer: a thousand complaints are about one megabyte.
  held_max_bytes: 24 * 1024 * 1024,
};

/** The door for neighbours' systems, GeoReport v2, under its prefix, ready to be mounted. */
export function openOpen311(installation: Installation): Record<string, Handler> {
  const { app, accounts, faces, settings } = installation;
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
  const pack = packed(listener);
  const door: Handler = (request, response) => {
    request.headers['accept-encoding'] = packing(String(request.headers['accept-encoding'] ?? ''));
    return pack(request, response);
  };
  return { [OPEN311_PREFIX]: keepPages(installation, door, KEPT) };
}
