import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { returnPath } from '../src/lib/return-path.ts';
import { isPrivatePath, setSecurityHeaders } from '../src/lib/server/security-headers.ts';
import { formatView, parseView, viewAttributes } from '../src/lib/view.ts';

const origin = 'https://otklik.example';

test.each([
  ['/clinics?q=1#a', '/clinics?q=1#a'],
  ['/en', '/en'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['clinics', '/'],
  ['', '/'],
  [null, '/'],
  [{}, '/'],
])('the way back from %j', (asked, expected) => {
  expect(returnPath(asked, origin, '/')).toBe(expected);
});

test('settings of reading survive their cookie, and nothing else gets in', () => {
  const view = parseView('size=150&scheme=dark&pictures=no');
  expect(parseView(formatView(view))).toEqual(view);
  expect(viewAttributes(view)).toBe('data-size="150" data-scheme="dark" data-pictures="no"');
  expect(viewAttributes(parseView('size=999&scheme="><script>&letters='))).toBe('');
  expect(formatView(parseView(undefined))).toBe('');
});

test.each([
  ['/my', true],
  ['/en/desk/queue', true],
  ['/complaints/new/story', true],
  ['/follow', true],
  ['/say/token', true],
  ['/mystery', false],
  ['/complaints', false],
  ['/complaints/newest', false],
])('%s is private: %s', (path, expected) => {
  expect(isPrivatePath(path)).toBe(expected);
  const headers = new Headers();
  setSecurityHeaders(headers, path);
  expect(headers.get('referrer-policy')).toBe(
    expected ? 'same-origin' : 'strict-origin-when-cross-origin',
  );
  expect(headers.get('cache-control')).toBe(expected ? 'no-store' : 'private, no-cache');
  expect(headers.get('x-robots-tag')).toBe(expected ? 'noindex' : null);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
});

const ROUTES = fileURLToPath(new URL('../src/routes', import.meta.url));

test('every address that opens something to whoever has it is private', () => {
  const secret = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)\+(page\.svelte|server\.ts)$/.test(file))
    .map((file) => `/${dirname(file)}`)
    .filter((route) => /\[(token|ticket)\]/.test(route));
  expect(secret).toEqual(expect.arrayContaining(['/say/[token]', '/unsubscribe/[ticket]']));
  expect(secret.filter((route) => !isPrivatePath(route))).toEqual([]);
  expect(secret.filter((route) => !isPrivatePath(`/en${route}`))).toEqual([]);
});
