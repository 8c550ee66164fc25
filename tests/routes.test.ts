import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { OPEN311_PREFIX, OPEN311_ROUTES, PREFIX, ROUTES } from '@otklik/api';
import { pages, passing } from '../tools/screenshot-pages.ts';
import { MACHINE_ROUTES, PAGE_ROUTES } from './journeys/route-list.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const routes = join(root, 'apps/web/src/routes');

/** Kit's names of all routes: folders with a page or an endpoint, groups in brackets left out. */
const pageRoutes = readdirSync(routes, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(\+page(@[^.]*)?\.svelte|\+server\.ts)$/.test(file))
  .map((file) => `/${dirname(file)}`.replace(/\/\([^)]+\)/g, '').replace(/^\/\.$/, '/'));

/** Whether Kit's name of a route answers to an address. */
const answers = (route: string, path: string): boolean =>
  new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`).test(path.split('?')[0]!);

/** Whether a test file goes to an address: the fixed beginning of the path stands in it. */
const mentions = (test_file: string, path: string): boolean => {
  const fixed = path.split(/[[{]/)[0]!;
  return (
    existsSync(join(root, test_file)) && readFileSync(join(root, test_file), 'utf8').includes(fixed)
  );
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
        'get /healthz',
        'get /metrics',
        'get /readyz',
        `get ${PREFIX}/openapi.json`,
      ].toSorted(),
    ).toEqual(Object.keys(MACHINE_ROUTES).toSorted());
  });

  test('by a test that is there and goes there', () => {
    const pages = Object.entries(PAGE_ROUTES).flatMap(([path, coverage]) =>
      'test' in coverage ? [[coverage.by ?? path, coverage.test] as const] : [],
    );
    const machines = Object.entries(MACHINE_ROUTES).map(
      // Tests of the API may write the prefix once and the rest often, those of Open311 the ending as well.
      ([route, file]) =>
        [
          route
            .split(' ')[1]!
            .replace(PREFIX, '')
            .replace(OPEN311_PREFIX, '')
            .replace('.{format}', ''),
          file,
        ] as const,
    );
    const lost = [...pages, ...machines].filter(([path, file]) => !mentions(file, path));
    expect(lost).toEqual([]);
  });

  test('pages by a screenshot', () => {
    const withPage = readdirSync(routes, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)\+page\.svelte$/.test(file))
      .map((file) => `/${dirname(file)}`.replace(/^\/\.$/, '/'));
    const seen = (route: string): boolean =>
      pages.some((stop) => (stop.route ? stop.route === route : answers(route, stop.path)));
    expect(withPage.filter((route) => !seen(route)).toSorted()).toEqual(passing);
  });

  test('pages by at least one look, with data', () => {
    for (const [route, coverage] of Object.entries(PAGE_ROUTES))
      if (!('test' in coverage)) expect(coverage.length, route).toBeGreaterThan(0);
  });
});
