import { STORY_CHARACTERS_MAX, STORY_CHARACTERS_MIN } from '@otklik/complaints';
import type { Locale } from '@otklik/i18n';
import type { ApiRequestFacts } from '../doors.ts';
import { PREFIX, type Answerer, type Call, type Open311Options } from './call.ts';
import { file } from './filing.ts';
import { toJson, toXml, type Answer } from './markup.ts';
import { bodyOf, queryOf, type Parameters } from './parameters.ts';
import { request as oneRequest, requests, token } from './records.ts';
import { errorsAnswer, Refusal, refusalOf, refuse } from './refusal.ts';
import { definition, discovery, services } from './services.ts';

interface Route {
  readonly path: string;
  readonly get: Answerer;
  readonly post?: Answerer;
}

const ROUTES: readonly Route[] = [
  { path: '/discovery', get: discovery },
  { path: '/services', get: services },
  { path: '/services/{service_code}', get: definition },
  { path: '/requests', get: requests, post: file },
  { path: '/requests/{service_request_id}', get: oneRequest },
  { path: '/tokens/{token}', get: token },
];

/** Every door by method and path, for the test that knocks at all of them. */
export const OPEN311_ROUTES: readonly string[] = ROUTES.flatMap(({ path, post }) =>
  ['get', ...(post ? ['post'] : [])].map((method) => `${method} ${PREFIX}${path}.{format}`),
);

type Format = 'xml' | 'json';
const TYPES: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};
const STORY = { min: STORY_CHARACTERS_MIN, max: STORY_CHARACTERS_MAX };
// Codes, ids and tokens are plain: an address with anything else is that of nothing.
const ADDRESS = /^(\/[a-z]+)(?:\/([\w-]{1,100}))?\.(xml|json)$/;

function findRoute(path: string): { route: Route; name: string; format: Format } | null {
  const [, head, raw, format] = ADDRESS.exec(path) ?? [];
  const route = ROUTES.find((one) => {
    const [, first, second] = one.path.split('/');
    return `/${first}` === head && (second === undefined) === (raw === undefined);
  });
  return route ? { route, name: raw ?? '', format: format as Format } : null;
}

/** English for those who ask for it first, Russian for all others. */
export const localeOf = (accepted: string | null | undefined): Locale =>
  /^\s*en\b/i.test(accepted ?? '') ? 'en' : 'ru';

export interface Open311 {
  readonly fetch: (request: Request, facts: ApiRequestFacts) => Promise<Response>;
}

/** GeoReport v2 under `/open311/v2`. It translates; every rule is behind the waist. */
export function createOpen311(options: Open311Options): Open311 {
  const work = async (
    request: Request,
    facts: ApiRequestFacts,
    found: ReturnType<typeof findRoute>,
    locale: Locale,
  ): Promise<{ status: number; answer: Answer }> => {
    if (!found) throw refuse(404, 'not-found');
    const { route, name } = found;
    facts.matched?.(`${PREFIX}${route.path}.{format}`);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const answerer = isRead ? route.get : request.method === 'POST' ? route.post : undefined;
    if (!answerer) {
      const allow = ['GET', 'HEAD', ...(route.post ? ['POST'] : [])].join(', ');
      throw new Refusal(405, [{ says: 'method', facts: { allow } }], { allow });
    }
    const query = queryOf(request);
    const given: Parameters = isRead ? query : query.with(await bodyOf(request));
    const { region } = options;
    const jurisdiction = given.one('jurisdiction_id')?.trim();
    if (jurisdiction !== undefined && jurisdiction !== region)
      throw refuse(404, 'jurisdiction', { region });
    const { origin } = facts;
    const visitor = { kind: 'visitor', region, origin } as const;
    const call: Call = { options, locale, visitor, origin, given, name };
    return { status: isRead ? 200 : 201, answer: await answerer(call) };
  };
  return {
    async fetch(request, facts) {
      const path = new URL(request.url).pathname.slice(PREFIX.length);
      const locale = localeOf(request.headers.get('accept-language'));
      const found = findRoute(path);
      const format = found?.format ?? (path.endsWith('.json') ? 'json' : 'xml');
      const headers = new Headers({
        'content-type': TYPES[format],
        'content-language': locale,
        vary: 'Accept-Language',
        'cache-control': request.method === 'POST' ? 'no-store' : 'no-cache',
      });
      // Open data for any page of any site; a filing needs a key, which a page must not hold.
      if (request.method === 'GET' || request.method === 'HEAD')
        headers.set('access-control-allow-origin', '*');
      const send = (status: number, answer: Answer): Response => {
        const text = format === 'json' ? toJson(answer) : toXml(answer);
        return new Response(request.method === 'HEAD' ? null : text, { status, headers });
      };
      try {
        const { status, answer } = await work(request, facts, found, locale);
        return send(status, answer);
      } catch (error) {
        const meant = refusalOf(error, STORY);
        if (!meant) options.log.error('open311.failed', { request_id: facts.requestId, error });
        const refusal = meant ?? refuse(500, 'internal');
        headers.set('cache-control', 'no-store');
        for (const [name, value] of Object.entries(refusal.headers)) headers.set(name, value);
        return send(refusal.status, errorsAnswer(refusal, locale));
      }
    },
  };
}
