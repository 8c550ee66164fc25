import { AppError, type Actor } from '@otklik/kernel';
import type { ApiRequestFacts } from '../doors.ts';
import { demandJson } from './body.ts';
import { PREFIX, type Answer, type Call, type FhirOptions } from './call.ts';
import { capabilityStatement } from './capability.ts';
import { FhirRefusal, outcomeOf, refusalFrom, refuse } from './outcome.ts';
import { FHIR_TABLE, patternOf, type FhirRoute } from './routes.ts';

const BEARER = /^Bearer +(otk_[\w-]{43})$/i;
const ADDRESS = /^\/?(?:([A-Za-z]+)(?:\/(?:([A-Za-z0-9.-]{1,64})|(_search|(?:\$|%24)find)))?)?\/?$/;
const TYPE = 'application/fhir+json; charset=utf-8';

export interface Fhir {
  readonly fetch: (request: Request, facts: ApiRequestFacts) => Promise<Response>;
}

interface Found {
  readonly route: FhirRoute;
  readonly id: string;
}

/** @throws FhirRefusal 404 for what there is not, 405 for what cannot be done with it */
function find(method: string, path: string): Found {
  const [whole, type = '', id = '', operation] = ADDRESS.exec(path) ?? [];
  const there = FHIR_TABLE.filter(
    (route) =>
      route.type === type &&
      route.with_id === (id !== '') &&
      route.operation === operation?.replace('%24', '$'),
  );
  if (whole === undefined) throw refuse(404, 'not-found', 'not-found');
  const known = FHIR_TABLE.some((route) => route.type === type);
  if (there.length === 0)
    throw refuse(
      known ? 405 : 404,
      known ? 'not-supported' : 'not-found',
      known ? 'interaction' : 'not-found',
    );
  const verb = method === 'HEAD' ? 'get' : method.toLowerCase();
  const route = there.find((one) => one.method === verb);
  if (!route) {
    const allow = there.map((one) => one.method.toUpperCase()).join(', ');
    throw refuse(405, 'not-supported', 'interaction', { allow });
  }
  return { route, id };
}

/** FHIR R4 under `/fhir/R4`. It translates; every rule is behind the waist. */
export function createFhir(options: FhirOptions): Fhir {
  const base = `${options.publicUrl}${PREFIX}`;
  const { region } = options;

  async function work(request: Request, facts: ApiRequestFacts): Promise<Answer> {
    const url = new URL(request.url);
    const path = url.pathname.slice(PREFIX.length);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    demandJson(request, url.searchParams);
    if (path === '/metadata') {
      facts.matched?.(`${PREFIX}/metadata`);
      if (!isRead) throw refuse(405, 'not-supported', 'interaction', { allow: 'GET, HEAD' });
      return { status: 200, body: capabilityStatement(base) };
    }
    const { route, id } = find(request.method, path);
    facts.matched?.(patternOf(route));
    const visitor: Actor = { kind: 'visitor', region, origin: facts.origin };
    const machine = async (): Promise<Actor> => {
      const header = request.headers.get('authorization');
      if (header === null) throw new AppError('sign-in-required');
      const key = BEARER.exec(header)?.[1];
      const actor = key ? await options.actorFromKey({ key, region, origin: facts.origin }) : null;
      if (actor?.kind !== 'key') throw new AppError('credential-invalid');
      return actor;
    };
    const call: Call = { options, base, request, query: url.searchParams, id, visitor, machine };
    return route.answer(call);
  }

  /** What of an answer is sent: `Prefer: return=minimal` leaves the body of something created out. */
  function send(request: Request, { status, body, headers: own = {} }: Answer): Response {
    const headers = new Headers({
      'content-type': TYPE,
      'cache-control': request.method === 'POST' ? 'no-store' : 'no-cache',
      ...own,
    });
    if (request.method === 'GET' || request.method === 'HEAD')
      headers.set('access-control-allow-origin', '*');
    const isMinimal =
      status === 201 && /\breturn=minimal\b/.test(request.headers.get('prefer') ?? '');
    const isBare = request.method === 'HEAD' || body === null || isMinimal;
    return new Response(isBare ? null : JSON.stringify(body), { status, headers });
  }

  return {
    async fetch(request, facts) {
      try {
        return send(request, await work(request, facts));
      } catch (error) {
        const meant = refusalFrom(error);
        if (!meant) options.log.error('fhir.failed', { request_id: facts.requestId, error });
        const refusal =
          meant ??
          new FhirRefusal(500, [{ severity: 'fatal', code: 'exception', details: 'internal' }]);
        return send(request, {
          status: refusal.status,
          body: outcomeOf(refusal.issues, base),
          headers: { ...refusal.headers, 'cache-control': 'no-store' },
        });
      }
    },
  };
}
