import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { lookAtPublic } from '@otklik/db';
import { publicScope } from '@otklik/kernel';
import type { Installation } from '../assemble.ts';
import { cutAt, joinedBy, keptPages, type KeptPage } from './kept-pages.ts';
import type { Handler, Routed } from './listener.ts';

/** So long a page may lack what is new. */
const KEPT_ms = 10_000;
/** So often a page of somebody else is looked at before one's own is made. */
const TRIES_MAX = 3;
const HELD_MAX_bytes = 24 * 1024 * 1024;
/** Pages that say the same to everybody; each is public by itself, none carries a token in its address. */
const PUBLIC_PAGE =
  /^(?:\/en)?(?:\/|\/access|\/clinics(?:\/[\w-]+(?:\/survey)?)?|\/districts(?:\/[\w-]+)?|\/complaints(?:\/map|\/[\d-]{5,20})?|\/(?:thanks|systemic)(?:\/[\d-]{5,20})?|\/crowd(?:\/(?!propose)[a-z][\w-]+)?|\/statistics(?:\/[\w-]+\.csv)?)?\/?$/;
const QUERY_CHARACTERS_MAX = 200;
/** Of one answer only, or written anew by whoever sends it. */
const OWN_HEADERS = new Set([
  'x-request-id',
  'etag',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'content-security-policy',
  'connection',
  'date',
]);
const NONCE = /'nonce-([\w+/=-]+)'/;

/** Which answers of a door are kept, and what beside the address makes them differ. */
export interface KeptDoor {
  readonly path: RegExp;
  readonly accept: RegExp;
  readonly variant: (headers: IncomingHttpHeaders) => string;
  readonly held_max_bytes: number;
  /** What the door writes is packed already, and kept so. Else it is packed below this, each time. */
  readonly packed?: boolean;
}

const PAGES: KeptDoor = {
  path: PUBLIC_PAGE,
  accept: /text\/html|\*\/\*/,
  variant: () => '',
  held_max_bytes: HELD_MAX_bytes,
};

/** The address under which an answer may be kept; null for whoever might be somebody. */
function keyOf(request: IncomingMessage, door: KeptDoor): string | null {
  const { method, url = '', headers } = request;
  // A cookie may be a session, a receipt's ticket or a choice of letters: then the page is made for it.
  if (method !== 'GET' || headers.cookie !== undefined || headers.authorization) return null;
  if (headers['if-none-match'] || headers['if-modified-since'] || headers.range) return null;
  if (!door.accept.test(headers.accept ?? '*/*')) return null;
  const [path = '', query = ''] = url.split('?', 2);
  if (!door.path.test(path) || query.length > QUERY_CHARACTERS_MAX) return null;
  // What people search for is not kept.
  if (new URLSearchParams(query).has('q')) return null;
  return `${headers.host} ${url} ${door.variant(headers)}`;
}

type Caught = Pick<KeptPage, 'headers' | 'policy' | 'body' | 'route' | 'size_bytes'>;

/** Lets a page be made and listens to what it writes; null when it is not the same for everybody. */
function caught(
  request: IncomingMessage,
  response: ServerResponse,
  make: Handler,
  own: ReadonlySet<string>,
): Promise<Caught | null> {
  const chunks: Buffer[] = [];
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  return new Promise((resolve, reject) => {
    response.once('close', () => resolve(null));
    response.write = ((...args: unknown[]) => {
      keep(args[0]);
      return write(...args);
    }) as typeof response.write;
    response.end = ((...args: unknown[]) => {
      keep(args[0]);
      // Before the packing below us changes them.
      resolve(pageOf(request, response, chunks, own));
      return end(...args);
    }) as typeof response.end;
    Promise.resolve(make(request, response)).catch(reject);
  });
}

function pageOf(
  request: Routed,
  response: ServerResponse,
  chunks: readonly Buffer[],
  own: ReadonlySet<string>,
): Caught | null {
  const headers = response.getHeaders();
  const may_keep = !/no-store/.test(String(headers['cache-control'] ?? ''));
  if (response.statusCode !== 200 || headers['set-cookie'] || !may_keep) return null;
  const policy = String(headers['content-security-policy'] ?? '');
  const nonce = NONCE.exec(policy)?.[1];
  const whole = Buffer.concat(chunks);
  return {
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name, value]) => !own.has(name) && value),
    ) as Caught['headers'],
    policy: nonce ? policy.split(nonce) : [policy],
    body: nonce ? cutAt(whole, nonce) : [whole],
    route: request.otklikRoute,
    size_bytes: whole.length,
  };
}

/** A fresh nonce each time: a kept page is as safe against what somebody slips in as a new one. */
function send(request: Routed, response: ServerResponse, page: Caught): void {
  const nonce = randomBytes(16).toString('base64');
  if (page.route) request.otklikRoute = page.route;
  for (const [name, value] of Object.entries(page.headers))
    response.setHeader(name, value as string);
  response.setHeader('content-security-policy', page.policy.join(nonce));
  response.end(joinedBy(page.body, nonce));
}

/**
 * Keeps public pages for a moment, for visitors without any cookie. Before each use PostgreSQL is asked
 * whether anything public was taken away since the page was made, by whichever process: a message that was
 * taken back or erased is gone from the next answer on; what is new shows when the moment is over. See docs/decisions/0042.
 */
export function keepPages(
  { app, settings, metrics }: Installation,
  make: Handler,
  door: KeptDoor = PAGES,
): Handler {
  const pages = keptPages(door.held_max_bytes);
  const own = new Set(
    [...OWN_HEADERS].filter((name) => !door.packed || name !== 'content-encoding'),
  );
  const beingMade = new Map<string, Promise<KeptPage | null>>();
  const look = (since: string | null) =>
    app.store.withScope(publicScope(settings.region), (tx) => lookAtPublic(tx, since), {
      readonly: true,
      now: app.clock.now(),
    });
  const fresh = (page: KeptPage | null | undefined): KeptPage | null => {
    const age_ms = page ? app.clock.now().getTime() - page.made_at.getTime() : KEPT_ms;
    return page && age_ms >= 0 && age_ms < KEPT_ms ? page : null;
  };
  const count = (how: 'kept' | 'made') => metrics.count('otklik_public_pages_total', { how });

  const sendKept = (request: IncomingMessage, response: ServerResponse, page: KeptPage): void => {
    count('kept');
    send(request, response, page);
  };
  const makeAndKeep = (
    key: string,
    snapshot: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<unknown> => {
    const made_at = app.clock.now();
    const made = caught(request, response, make, own).then((found) => {
      const page = found && { ...found, snapshot, made_at };
      if (page) pages.put(key, page);
      return page;
    });
    // Whoever waits makes the page for himself when this fails.
    const shared = made.catch(() => null);
    beingMade.set(key, shared);
    void shared.then(() => {
      if (beingMade.get(key) === shared) beingMade.delete(key);
    });
    count('made');
    return made;
  };

  return async (request, response) => {
    const key = keyOf(request, door);
    if (key === null) return make(request, response);
    let page = fresh(pages.get(key));
    for (let tries = 1; ; tries += 1) {
      const { snapshot, changed } = await look(page?.snapshot ?? null);
      if (page && !changed) return sendKept(request, response, page);
      if (page && pages.get(key) === page) pages.drop(key);
      // Whoever comes while the page is being made waits for it, and asks whether it still holds.
      const making = beingMade.get(key);
      page = making ? fresh(await making) : fresh(pages.get(key));
      if (!page || tries === TRIES_MAX) return makeAndKeep(key, snapshot, request, response);
    }
  };
}
