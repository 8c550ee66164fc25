import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalJson,
  digestOf,
  grantsOf,
  movableClock,
  newId,
  newSecret,
  nationalScope,
  principalOf,
  refuseHostileInput,
  regionOf,
  regionScope,
  systemScope,
  type Actor,
} from '../src/index.ts';

const person = (secondFactor: boolean): Actor => ({
  kind: 'person',
  region: 'RU-MOW',
  personId: 'p',
  sessionId: 's',
  grants: [{ role: 'moderator', reach: { kind: 'region' } }],
  secondFactor,
  origin: 'o',
});

describe('scopes', () => {
  test('take codes of regions and nothing that could end a statement', () => {
    for (const code of ['RU-MOW', 'RU-SPE', 'KZ-AST'])
      expect(regionOf(regionScope(code))).toBe(code);
    for (const code of ['', 'ru-mow', "RU-MOW'", 'RU-MOW\n', 'RU-MOW;drop', 'RU-', 'RUS-MOW'])
      expect(() => systemScope(code, 'test'), code).toThrow(TypeError);
    expect(regionOf(nationalScope())).toBeNull();
  });
});

describe('actors', () => {
  test('have staff rights only with the second factor', () => {
    expect(grantsOf(person(true))).toHaveLength(1);
    expect(grantsOf(person(false))).toEqual([]);
  });

  test('never share a name between kinds', () => {
    const names = [
      person(true),
      { kind: 'visitor', region: 'RU-MOW', origin: 'p' } as const,
      { kind: 'receipt', region: 'RU-MOW', caseId: 'p', origin: 'o' } as const,
      { kind: 'key', region: 'RU-MOW', keyId: 'p', scopes: [], origin: 'o' } as const,
      { kind: 'system', region: 'RU-MOW', name: 'p' } as const,
    ].map(principalOf);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('canonical JSON', () => {
  const flat = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()));

  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(flat, (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(digestOf(turned)).toBe(digestOf(value));
      }),
    );
  });

  test('is JSON of the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect(JSON.parse(canonicalJson(plain))).toEqual(plain);
      }),
    );
  });
});

describe('hostile input', () => {
  test('text that PostgreSQL can hold passes, whatever the script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(() => refuseHostileInput({ text })).not.toThrow();
      }),
    );
  });

  test('NUL and lone surrogates are refused wherever they stand', () => {
    for (const bad of ['\0', '\ud800', '\udfff'])
      for (const place of [bad, [bad], { a: bad }, { [bad]: 1 }, { a: [{ b: `x${bad}y` }] }])
        expect(() => refuseHostileInput(place)).toThrow('invalid-input');
  });
});

describe('ids and clocks', () => {
  test('ids are UUIDs of version 7, in the order of time', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.integer({ min: 1, max: 100_000 }), (at_ms, later_ms) => {
        const id = newId(at_ms);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(newId(at_ms + later_ms) > id).toBe(true);
      }),
    );
    expect(newSecret()).toMatch(/^[\w-]{43}$/);
  });

  test('a movable clock stands until it is moved, and hands out copies', () => {
    const clock = movableClock(new Date(0));
    clock.now().setTime(5);
    expect(clock.now().getTime()).toBe(0);
    clock.advance(60_000);
    expect(clock.now().getTime()).toBe(60_000);
  });
});
