import { timingSafeEqual } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readPhoto } from '@otklik/cases';
import { importAttached, importVisits } from '@otklik/surveys';
import type { Actor, KeyPort } from '@otklik/kernel';
import { readExport } from '@otklik/pilots';
import { decodeFile } from '@otklik/registry';
import type { Installation } from '../assemble.ts';
import type { Handler } from './listener.ts';
import { originOf } from './origin.ts';
import { packed } from './packed.ts';
import { keepPages } from './page-cache.ts';
import { answerRefusal } from './refusal.ts';

const PROTOCOL_HEADER = 'x-otklik-protocol';
const HOST_HEADER = 'x-otklik-host';

/** Pages take forms and nothing else; Kit would answer 500 to the rest. */
const isForm = (contentType = ''): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data; *boundary=)/i.test(contentType);

/** What the browser of a receipt's holder keeps after the code was typed: the case, signed. */
const followTicket = (keys: KeyPort) => ({
  sign: (caseId: string): string => `${caseId}.${keys.hash('follow', caseId)}`,
  open(ticket: string): string | null {
    const [caseId = '', signature = ''] = ticket.split('.');
    const expected = Buffer.from(keys.hash('follow', caseId));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected) ? caseId : null;
  },
});

/**
 * The built pages. Services go over by one well-known symbol, because the bundle has its own copies of
 * our packages; the address people see goes over by two headers, overwritten on every request.
 */
export async function openPages(installation: Installation): Promise<Handler> {
  const { settings, faces, accounts, mailbox, messageBoxes, app, health } = installation;
  const entry = join(settings.root, 'apps/web/build/handler.js');
  if (!existsSync(entry)) throw new Error('The pages are not built: run `npm run build`.');
  process.env.PROTOCOL_HEADER = PROTOCOL_HEADER;
  process.env.HOST_HEADER = HOST_HEADER;
  // Bodies are counted before they come here, each by the limit of its route.
  process.env.BODY_SIZE_LIMIT = 'Infinity';
  Object.assign(globalThis, {
    [Symbol.for('otklik.services')]: {
      ...faces,
      accounts,
      mailbox,
      messageBoxes,
      demo: app.settings.demo,
      undo_s: settings.undo_s,
      region: settings.region,
      textOf: (bytes: Uint8Array) => decodeFile(bytes).text,
      importVisits: (actor: Actor, bytes: Uint8Array) =>
        importVisits((visits) => faces.surveys.recordVisits(actor, { visits }), bytes),
      importAttached: (actor: Actor, bytes: Uint8Array) =>
        importAttached((people) => faces.surveys.recordAttached(actor, { people }), bytes),
      readPhoto: (actor: Actor, asked: Parameters<typeof readPhoto>[2]) =>
        readPhoto(app, actor, asked),
      readExport: (actor: Actor, asked: Parameters<typeof readExport>[2]) =>
        readExport(app, actor, asked),
      proofOfWork: app.ports.proofOfWork,
      drawPicture: (svg: string) => app.ports.images.draw(svg),
      follow: followTicket(app.ports.keys),
      alertsFor: (actor: Actor) => health.alertsFor(actor),
      now: () => app.clock.now(),
      reportError: (error: unknown, fields: Record<string, unknown>) =>
        app.log.error('page.failed', { error, ...fields }),
    },
  });
  const { handler } = (await import(pathToFileURL(entry).href)) as { handler: Handler };
  // Kit does not pack pages; files are packed at build time.
  const kept = packed(keepPages(installation, handler));
  const own = new URL(settings.publicUrl);
  return (request, response) => {
    if (request.method === 'POST' && !isForm(request.headers['content-type']))
      return answerRefusal(
        response,
        { status: 415, code: 'unsupported-media-type' },
        { request, door: 'pages' },
      );
    request.headers[PROTOCOL_HEADER] = own.protocol.slice(0, -1);
    // In demo mode the machine's other names are ours too; the guard has let in no other.
    request.headers[HOST_HEADER] = request.headers.host ?? own.host;
    request.headers['x-otklik-origin'] = originOf(
      request,
      app.ports.keys,
      settings.trustedProxyHops,
    );
    return kept(request, response);
  };
}
