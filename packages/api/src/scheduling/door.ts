import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { AppError, type Actor, type Face, type InputOf, type Log } from '@otklik/kernel';
import {
  advertisementOf,
  csvPages,
  FILE_NAME,
  manifestOf,
  METHOD,
  parquetPages,
  type manifest,
} from '@otklik/scheduling';
import type { ApiRequestFacts } from '../doors.ts';
import { FhirRefusal, outcomeOf, refusalFrom, refuse } from '../fhir/outcome.ts';
import { madeBody, packedBody } from './bytes.ts';
import { isKnown, packingOf, tagOf, type Packing } from './fresh.ts';

export const SCHEDULING_PREFIX = '/scheduling';

export interface SchedulingOptions {
  readonly faces: {
    readonly scheduling: Pick<
      Face<typeof manifest>,
      'describeDays' | 'getPublication' | 'openFile' | 'readDays' | 'readPiece'
    >;
  };
  readonly region: string;
  readonly publicUrl: string;
  readonly log: Log;
}

/** Every door by method and path, for the test that knocks at all of them. */
export const SCHEDULING_ROUTES: readonly string[] = [
  '/$bulk-publish',
  '/files/{name}',
  '/service.json',
  '/history.csv',
  '/history.parquet',
].map((path) => `get ${SCHEDULING_PREFIX}${path}`);

/** So long an answer is good enough: a publication comes every five minutes, and nobody asks more than once a minute. */
const SHARED_s = 60;
const HISTORY_SHARED_s = 3600;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
const HISTORY_FILTERS = ['from', 'to', 'clinic', 'specialty'] as const;
type Asked = InputOf<(typeof manifest)['queries']['describeDays']>;

/** What is answered, before it is known whether the asker has it. */
interface Found {
  readonly type: string;
  readonly digest: string;
  readonly changed: Date;
  readonly shared_s: number;
  readonly packings: readonly Packing[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: (packing: Packing) => {
    body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>;
    length?: number;
  };
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function whole(text: string, type: string, changed: Date): Found {
  return {
    type,
    digest: digestOf(text),
    changed,
    shared_s: SHARED_s,
    packings: ['gzip', 'identity'],
    body: (packing) => {
      const bytes = packing === 'gzip' ? gzipSync(text) : Buffer.from(text);
      return { body: new Uint8Array(bytes), length: bytes.length };
    },
  };
}

/** An instant asked for; null for what is none: `_since` is never refused, at worst all is sent. */
function sinceOf(query: URLSearchParams): Date | null {
  // A plus sign that nobody encoded came as a space.
  const text = query.get('_since')?.replace(/ (?=\d{2}:\d{2}$)/, '+') ?? '';
  const at = new Date(text);
  return ISO.test(text) && !Number.isNaN(at.getTime()) ? at : null;
}

/** The publication under `/scheduling`: manifest, files, the word that it is there, and the days' history. */
export function createScheduling(options: SchedulingOptions) {
  const { region, publicUrl } = options;
  const face = options.faces.scheduling;

  async function manifestFile(visitor: Actor, url: URL): Promise<Found> {
    const publication = await face.getPublication(visitor, {});
    const request = `${publicUrl}${SCHEDULING_PREFIX}/$bulk-publish${url.search}`;
    const since = sinceOf(url.searchParams);
    const body = manifestOf(publication, { publicUrl, request, since });
    return whole(JSON.stringify(body), 'application/json', publication.at);
  }

  async function* piecesOf(visitor: Actor, id: string, bytes: number): AsyncGenerator<Uint8Array> {
    for (let from = 0; from < bytes;) {
      const piece = await face.readPiece(visitor, { id, from });
      if (piece.length === 0) throw new AppError('internal', { reason: 'file-shorter-than-told' });
      from += piece.length;
      yield piece;
    }
  }

  async function fileOf(visitor: Actor, name: string): Promise<Found> {
    if (!FILE_NAME.test(name)) throw refuse(404, 'not-found', 'not-found');
    const file = await face.openFile(visitor, { name });
    return {
      type: 'application/fhir+ndjson',
      digest: file.digest,
      changed: file.changed_at,
      shared_s: SHARED_s,
      packings: ['gzip', 'identity'],
      body: (packing) => ({
        body: packedBody(piecesOf(visitor, file.id, file.packed_bytes), packing),
        length: packing === 'gzip' ? file.packed_bytes : file.plain_bytes,
      }),
    };
  }

  async function* daysOf(visitor: Actor, asked: Asked) {
    let after: InputOf<(typeof manifest)['queries']['readDays']>['after'];
    do {
      const { rows, next } = await face.readDays(visitor, {
        ...asked,
        ...(after ? { after } : {}),
      });
      yield rows;
      after = next ?? undefined;
    } while (after);
  }

  async function history(visitor: Actor, url: URL, format: 'csv' | 'parquet'): Promise<Found> {
    const asked: Record<string, string> = {};
    for (const [name, value] of url.searchParams) {
      if (!(HISTORY_FILTERS as readonly string[]).includes(name) || Object.hasOwn(asked, name))
        throw refuse(400, 'invalid', 'parameter');
      asked[name] = value;
    }
    const { rows, last } = await face.describeDays(visitor, asked);
    const mark = JSON.stringify([METHOD, format, rows, last, Object.entries(asked).toSorted()]);
    return {
      type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.apache.parquet',
      digest: digestOf(mark),
      // A day's sample is taken in the morning and stays.
      changed: new Date(`${last ?? '2026-01-01'}T00:00:00Z`),
      shared_s: HISTORY_SHARED_s,
      // Parquet is packed inside.
      packings: format === 'csv' ? ['gzip', 'identity'] : ['identity'],
      headers: {
        'content-disposition': `attachment; filename="otklik-waits-${last ?? 'none'}.${format}"`,
      },
      body: (packing) => {
        const days = daysOf(visitor, asked);
        const pages = format === 'csv' ? csvPages(days) : parquetPages(days, { region });
        return { body: madeBody(pages, packing) };
      },
    };
  }

  async function find(request: Request, facts: ApiRequestFacts): Promise<Found> {
    const url = new URL(request.url);
    const path = url.pathname.slice(SCHEDULING_PREFIX.length).replace(/^\/%24/i, '/$');
    const visitor: Actor = { kind: 'visitor', region, origin: facts.origin };
    const matched = (pattern: string) => facts.matched?.(`${SCHEDULING_PREFIX}${pattern}`);
    const demandRead = () => {
      if (request.method !== 'GET' && request.method !== 'HEAD')
        throw refuse(405, 'not-supported', 'interaction', { allow: 'GET, HEAD' });
    };
    if (path === '/$bulk-publish') {
      matched(path);
      demandRead();
      return manifestFile(visitor, url);
    }
    if (path === '/service.json') {
      matched(path);
      demandRead();
      const { regionName, at } = await face.getPublication(visitor, {});
      return whole(
        JSON.stringify(advertisementOf(publicUrl, regionName)),
        'application/ld+json',
        at,
      );
    }
    if (path === '/history.csv' || path === '/history.parquet') {
      matched(path);
      demandRead();
      return history(visitor, url, path === '/history.csv' ? 'csv' : 'parquet');
    }
    const name = /^\/files\/([\w.-]{1,80})$/.exec(path)?.[1];
    if (!name) throw refuse(404, 'not-found', 'not-found');
    matched('/files/{name}');
    demandRead();
    return fileOf(visitor, name);
  }

  function send(request: Request, found: Found): Response {
    const wanted = packingOf(request.headers.get('accept-encoding'));
    const packing = found.packings.includes(wanted) ? wanted : 'identity';
    const headers = new Headers({
      'content-type': found.type,
      'cache-control': `public, max-age=${found.shared_s}`,
      'access-control-allow-origin': '*',
      vary: 'Accept-Encoding',
      etag: tagOf(found.digest, packing),
      'last-modified': found.changed.toUTCString(),
      ...found.headers,
    });
    if (isKnown(request.headers, found.digest, found.changed))
      return new Response(null, { status: 304, headers });
    if (packing === 'gzip') headers.set('content-encoding', 'gzip');
    if (request.method === 'HEAD') return new Response(null, { headers });
    const { body, length } = found.body(packing);
    if (length !== undefined) headers.set('content-length', String(length));
    return new Response(body, { headers });
  }

  return {
    async fetch(request: Request, facts: ApiRequestFacts): Promise<Response> {
      try {
        return send(request, await find(request, facts));
      } catch (error) {
        const meant = refusalFrom(error);
        if (!meant) options.log.error('scheduling.failed', { request_id: facts.requestId, error });
        const refusal =
          meant ??
          new FhirRefusal(500, [{ severity: 'fatal', code: 'exception', details: 'internal' }]);
        return Response.json(outcomeOf(refusal.issues, `${publicUrl}/fhir/R4`), {
          status: refusal.status,
          headers: {
            ...refusal.headers,
            'content-type': 'application/fhir+json; charset=utf-8',
            'cache-control': 'no-store',
            'access-control-allow-origin': '*',
          },
        });
      }
    },
  };
}
