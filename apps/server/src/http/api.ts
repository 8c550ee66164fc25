import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage } from 'node:http';
import { createApi, PREFIX } from '@otklik/api';
import { askerOf, quotaLimits, regionScope } from '@otklik/kernel';
import type { Installation } from '../assemble.ts';
import { openFhir } from './fhir.ts';
import type { Handler } from './listener.ts';
import { openOpen311 } from './open311.ts';
import { originOf } from './origin.ts';
import { openScheduling } from './scheduling.ts';
import { openSubscriptions } from './subscriptions.ts';

/** The doors for machines under their prefixes, ready to be mounted: our own API, Open311, FHIR, free places, feeds, one-click stop. */
export function openApi(installation: Installation): Record<string, Handler> {
  const { app, accounts, faces, settings } = installation;
  const api = createApi({
    faces,
    actorFromKey: (request) => accounts.actorFromKey(request),
    countRead: (actor) =>
      app.store.takeLimits(regionScope(actor.region), quotaLimits(actor), app.clock.now()),
    region: settings.region,
    publicUrl: settings.publicUrl,
    log: app.log,
  });
  const listener = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      return api.fetch(request, {
        origin: originOf(incoming, app.ports.keys, settings.trustedProxyHops),
        requestId: String(incoming.headers['x-request-id']),
        matched: (pattern) => Object.assign(incoming, { otklikRoute: pattern }),
        asked: (actor) => Object.assign(incoming, { otklikAsker: askerOf(actor) }),
      });
    },
    {
      // The pages in this process need Node's own Request and Response.
      overrideGlobalObjects: false,
      errorHandler: () =>
        Response.json(
          { error: { code: 'malformed-request', data: {}, request_id: null } },
          { status: 400 },
        ),
    },
  );
  return {
    [PREFIX]: listener,
    ...openOpen311(installation),
    ...openFhir(installation),
    ...openScheduling(installation),
    ...openSubscriptions(installation),
  };
}
