import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  FEED_ROUTES,
  FHIR_PREFIX,
  FHIR_ROUTES,
  ONE_CLICK_ROUTES,
  OPEN311_PREFIX,
  OPEN311_ROUTES,
  PREFIX,
  ROUTES,
  SCHEDULING_PREFIX,
  SCHEDULING_ROUTES,
} from '@otklik/api';
import { pages } from '../tools/screenshot-pages.ts';
import {
  MACHINE_ROUTES,
  PAGE_ROUTES,
  statusOf,
  type Facts,
  type Look,
} from './journeys/route-list.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const routes = join(root, 'apps/web/src/routes');

/** Kit's names of all routes: folders with a page or an endpoint, groups in brackets left out. */
const pageRoutes = readdirSync(routes, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(\+page(@[^.]*)?\.svelte|\+server\.ts)$/.test(file))
  .map((file) => `/${dirname(file)}`.replace(/\/\([^)]+\)/g, '').replace(/^\/\.$/, '/'));

/** Whether Kit's name of a route answers to an address. */
const answers = (route: string, path: string): boolean =>
  new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`).test(path.split('?')[0]!);

/** What a test file does: without its comments, and only if it has a test at all. */
const codeOf = (test_file: string): string => {
  const path = join(root, test_file);
  if (!existsSync(path)) return '';
  const text = readFileSync(path, 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
  return /\btest(\.each)?\(/.test(text) ? text : '';
};

/**
 * Whether a test file goes to an address: the whole of it stands in a text of the file, with something in
 * place of each parameter, and nothing of another address before or behind it.
 */
const goesTo = (test_file: string, path: string): boolean => {
  const parts = path
    .split(/(\[[^\]]+\]|\{[^}]+\})/)
    .map((part) =>
      /^[[{]/.test(part)
        ? '(?:\\$\\{[^}]+\\}|[^/\'"`\\s?]+)'
        : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    );
  return new RegExp(`(?<=['"\`}]|/v[12])${parts.join('')}(?![\\w-])`).test(codeOf(test_file));
};

/** Pages with a form that no look shows refused, and why: nothing a reader does makes most of them wrong. */
const NOT_SEEN_REFUSED: Readonly<Record<string, string>> = {
  '/clinics/[code]/waits':
    'one tap of what the page lists; its verb refuses in modules/access/test/intake.test.ts',
  '/complaints/new': 'forgets a draft, or nothing',
  '/complaints/new/sent': 'forgets what was sent',
  '/complaints/new/similar': 'offers what the page itself lists',
  '/desk/surveys/signals':
    'its form stands beside a signal; its verb refuses in modules/survey-results/test/results.test.ts',
  '/my/surveys': 'offers what the page itself lists; nothing of it can be wrong',
  '/desk': 'takes a name, or takes it away; no field lets in one that is too long',
  '/desk/intake/calls':
    'settles what the page lists; what somebody settled meanwhile is gone from it',
  '/desk/queue/[queue]': 'names a view; its refusals lead to the sign-in or stand on the desk',
  '/demo/messages': 'answers what the page itself lists',
  '/desk/attachment': 'its lines are told one by one in modules/attachment/test/attachment.test.ts',
  '/desk/surveys/attached':
    'its lines are told one by one in modules/surveys/test/channels.test.ts',
  '/desk/surveys/cabinets':
    'names a key and its owner; its verbs refuse in modules/survey-modes/test/cabinet.test.ts',
  '/desk/surveys/mail':
    'does what the page itself lists; its verbs refuse in modules/surveys/test/mail.test.ts',
  '/desk/surveys/paper':
    'makes a batch of what the page lists; its verbs refuse in modules/survey-modes/test/paper.test.ts',
  '/desk/surveys/points':
    'chooses of what the page lists; its verbs refuse in modules/survey-modes/test/points.test.ts',
  '/desk/surveys/visits': 'its lines are told one by one in modules/surveys/test/mail.test.ts',
  '/desk/systemic':
    'joins what the page itself lists; its verb refuses in modules/systemic/test/joining.test.ts',
  '/desk/watch/differences':
    'settles what the page lists; its refusals are those of /desk/pressure',
  '/desk/watch/sample': 'judges what was drawn an hour before; its verb refuses in samples.test.ts',
  '/desk/wanted': 'settles what the page lists; what somebody settled meanwhile is gone from it',
  '/my': 'opens what the page itself lists',
  '/settings/view': 'takes anything: what it does not know it leaves as it was',
  '/sign-in/again':
    'takes a code like /sign-in/second-factor, which is seen refused, or mails a link',
  '/sign-in/passkey': 'has a form where a script runs alone; the journey of passkeys presses it',
  '/sign-out': 'signs out',
};

describe('every route is covered', () => {
  test('of the pages', () => {
    expect([...new Set(pageRoutes)].toSorted()).toEqual(Object.keys(PAGE_ROUTES).toSorted());
  });

  test('of the doors for machines', () => {
    const known = ROUTES.map(({ config }) => `${config.method} ${PREFIX}${config.path}`);
    expect(
      [
        ...known,
        ...OPEN311_ROUTES,
        ...FEED_ROUTES,
        ...FHIR_ROUTES,
        ...ONE_CLICK_ROUTES,
        ...SCHEDULING_ROUTES,
        'get /healthz',
        'get /metrics',
        'get /readyz',
        `get ${PREFIX}/openapi.json`,
      ].toSorted(),
    ).toEqual(Object.keys(MACHINE_ROUTES).toSorted());
  });

  test('by a test that is there and goes there', () => {
    const pages = Object.entries(PAGE_ROUTES).flatMap(([path, coverage]) =>
      'test' in coverage && !coverage.by ? [[path, coverage.test] as const] : [],
    );
    // Reached by a link or a form of another page: by what the journey does there.
    const reached = Object.values(PAGE_ROUTES).flatMap((coverage) =>
      'test' in coverage && coverage.by ? [[coverage.by, coverage.test] as const] : [],
    );
    const machines = Object.entries(MACHINE_ROUTES).map(
      // Tests of the API may write the prefix once and the rest often, those of Open311 the ending as well.
      ([route, file]) =>
        [
          route
            .split(' ')[1]!
            .replace(PREFIX, '')
            .replace(OPEN311_PREFIX, '')
            .replace(FHIR_PREFIX, '')
            .replace(SCHEDULING_PREFIX, '')
            .replace('.{format}', ''),
          file,
        ] as const,
    );
    const lost = [
      ...[...pages, ...machines].filter(([path, file]) => !goesTo(file, path)),
      ...reached.filter(([what, file]) => !codeOf(file).includes(what)),
    ];
    expect(lost).toEqual([]);
  });

  test('pages by a screenshot', () => {
    const withPage = readdirSync(routes, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)\+page\.svelte$/.test(file))
      .map((file) => `/${dirname(file)}`.replace(/^\/\.$/, '/'));
    const seen = (route: string): boolean =>
      pages.some((stop) => (stop.route ? stop.route === route : answers(route, stop.path)));
    expect(withPage.filter((route) => !seen(route))).toEqual([]);
  });

  test('pages by at least one look that shows the page itself, at its own address', () => {
    const facts = new Proxy({} as Facts, { get: () => 'x' });
    const own = (route: string, look: Look): boolean =>
      statusOf(look) === 200 && look.leads === undefined && answers(route, look.path(facts));
    const lost = Object.entries(PAGE_ROUTES).flatMap(([route, coverage]) =>
      'test' in coverage || coverage.some((look) => own(route, look)) ? [] : [route],
    );
    expect(lost).toEqual([]);
  });

  test('pages with a form by a look at what they say when it is refused', () => {
    const withForm = Object.keys(PAGE_ROUTES).filter((route) => {
      const server = join(routes, route, '+page.server.ts');
      return existsSync(server) && /export const actions/.test(readFileSync(server, 'utf8'));
    });
    const lost = withForm.filter((route) => {
      const coverage = PAGE_ROUTES[route]!;
      if ('test' in coverage) return false;
      return !coverage.some((look) => look.press !== undefined || look.title === 'in error');
    });
    expect(lost.toSorted()).toEqual(Object.keys(NOT_SEEN_REFUSED).toSorted());
  });

  test('pages with a list by a look with something in it, and by one without', () => {
    const titles = (route: string): string[] => {
      const coverage = PAGE_ROUTES[route]!;
      return 'test' in coverage ? [] : coverage.map(({ title }) => title);
    };
    for (const route of ['/clinics', '/complaints', '/my', '/desk/queue/[queue]', '/statistics'])
      expect(titles(route), route).toEqual(expect.arrayContaining(['with data', 'empty']));
  });
});
