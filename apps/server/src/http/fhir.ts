import { getRequestListener } from '@hono/node-server';
import { createFhir, FHIR_PREFIX } from '@otklik/api';
import type { IncomingMessage } from 'node:http';
import type { Installation } from '../assemble.ts';
import type { Handler } from './listener.ts';
import { originOf } from './origin.ts';

/** The door for clinics' systems, FHIR R4, under its prefix, ready to be mounted. */
export function openFhir(installation: Installation): Record<string, Handler> {
  const { app, accounts, faces, settings } = installation;
  const fhir = createFhir({
    faces,
    actorFromKey: (request) => accounts.actorFromKey(request),
    region: settings.region,
    publicUrl: settings.publicUrl,
    now: () => app.clock.now(),
    log: app.log,
  });
  const listener = getRequestListener(
    (request, env) => {
      const { incoming } = env as { incoming: IncomingMessage };
      return fhir.fetch(request, {
        origin: originOf(incoming, app.ports.keys, settings.trustedProxyHops),
        requestId: String(incoming.headers['x-request-id']),
        matched: (pattern) => Object.assign(incoming, { otklikRoute: pattern }),
      });
    },
    {
      // The pages in this process need Node's own Request and Response.
      overrideGlobalObjects: false,
      errorHandler: () =>
        Response.json(
          { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'structure' }] },
          { status: 400 },
        ),
    },
  );
  return { [FHIR_PREFIX]: listener };
}
