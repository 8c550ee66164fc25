import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { localeOfPath, localizePath, withoutLocale } from '../src/index.ts';

test.each([
  ['/', 'ru', '/', '/en'],
  ['/en', 'en', '/', '/en'],
  ['/en/', 'en', '/', '/en'],
  ['/help?x=1', 'ru', '/help?x=1', '/en/help?x=1'],
  ['/en?x=1', 'en', '/?x=1', '/en?x=1'],
  ['/english', 'ru', '/english', '/en/english'],
])('%s', (path, locale, plain, english) => {
  expect(localeOfPath(path)).toBe(locale);
  expect(withoutLocale(path)).toBe(plain);
  expect(localizePath(path, 'en')).toBe(english);
});

test('there and back is the same page', () => {
  const part = fc.string({ unit: fc.constantFrom('a', 'e', 'n', '-', '1'), minLength: 1 });
  const path = fc.array(part).map((parts) => `/${parts.join('/')}`);
  fc.assert(
    fc.property(path, (given) => {
      const page = withoutLocale(given);
      fc.pre(localeOfPath(page) === 'ru'); // `/en/en` is the page `/en`, which no route may be
      expect(withoutLocale(localizePath(page, 'en'))).toBe(page);
      expect(localizePath(localizePath(page, 'en'), 'ru')).toBe(page);
    }),
  );
});
