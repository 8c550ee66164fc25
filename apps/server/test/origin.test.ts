import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeyPort } from '@otklik/kernel';
import { addressOf, originOf, prefixOf } from '../src/http/origin.ts';

const asked = (socket: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress: socket },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('whose address it is', () => {
  test.each([
    // Without a proxy what the visitor writes does not count.
    ['198.51.100.7', '203.0.113.9', 0, '198.51.100.7'],
    ['198.51.100.7', undefined, 0, '198.51.100.7'],
    // One proxy: its own entry is the last, whatever the visitor wrote before it.
    ['10.0.0.1', '203.0.113.9', 1, '203.0.113.9'],
    ['10.0.0.1', '8.8.8.8, 203.0.113.9', 1, '203.0.113.9'],
    ['10.0.0.1', '8.8.8.8,203.0.113.9', 1, '203.0.113.9'],
    // Two: the outermost wrote the last but one.
    ['10.0.0.1', '8.8.8.8, 203.0.113.9, 10.0.0.2', 2, '203.0.113.9'],
    // Fewer entries than proxies, none at all, or something else: the socket's.
    ['10.0.0.1', '203.0.113.9', 2, '10.0.0.1'],
    ['10.0.0.1', undefined, 1, '10.0.0.1'],
    ['10.0.0.1', '', 1, '10.0.0.1'],
    ['10.0.0.1', '203.0.113.9:4711', 1, '10.0.0.1'],
    ['10.0.0.1', 'unknown', 1, '10.0.0.1'],
    ['10.0.0.1', '2001:db8::1', 1, '2001:db8::1'],
  ] as const)('socket %s, forwarded %s, %i proxies: %s', (socket, forwarded, hops, address) => {
    expect(addressOf(asked(socket, forwarded), hops)).toBe(address);
  });

  test('nothing a visitor writes before the proxies’ entries changes it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), { maxLength: 5 }),
        fc.ipV4(),
        fc.integer({ min: 1, max: 3 }),
        (written, real, hops) => {
          const proxies = Array.from({ length: hops - 1 }, (_, at) => `10.0.0.${at + 2}`);
          const forwarded = [...written, real, ...proxies].join(', ');
          expect(addressOf(asked('10.0.0.1', forwarded), hops)).toBe(real);
        },
      ),
    );
  });
});

describe('which network it belongs to', () => {
  test.each([
    ['198.51.100.7', '198.51.100'],
    ['198.51.100.250', '198.51.100'],
    ['::ffff:198.51.100.7', '198.51.100'],
    ['2001:db8:1:2200::1', '2001:0db8:0001:22'],
    ['2001:db8:1:22ff:1:2:3:4', '2001:0db8:0001:22'],
    ['2001:db8:1:2300::1', '2001:0db8:0001:23'],
    ['2001:db8::1', '2001:0db8:0000:00'],
    ['::1', '0000:0000:0000:00'],
    ['', 'unknown'],
    ['nonsense', 'unknown'],
  ])('%s: %s', (address, prefix) => {
    expect(prefixOf(address)).toBe(prefix);
  });

  test('of IPv6 the first 56 bits, however it is spelled', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(groups, groups, (one, other) => {
        const written = (all: readonly number[]) => all.map((part) => part.toString(16)).join(':');
        const network = [...one.slice(0, 3), (one[3]! & 0xff00) | (other[3]! & 0x00ff)];
        const neighbour = [...network, ...other.slice(4)];
        expect(prefixOf(written(neighbour))).toBe(prefixOf(written(one)));
        const apart = [...one.slice(0, 3), one[3]! ^ 0x0100, ...one.slice(4)];
        expect(prefixOf(written(apart))).not.toBe(prefixOf(written(one)));
        expect(prefixOf(new URL(`http://[${written(one)}]`).hostname.slice(1, -1))).toBe(
          prefixOf(written(one)),
        );
      }),
    );
  });
});

test('limits know a keyed hash of the network, never the address', () => {
  const hashed: string[] = [];
  const keys = {
    hash: (purpose: string, value: string) => {
      hashed.push(`${purpose}|${value}`);
      return 'h'.repeat(43);
    },
  } as unknown as KeyPort;
  const origin = originOf(asked('10.0.0.1', '203.0.113.9'), keys, 1);
  expect(origin).toBe('h'.repeat(22));
  expect(hashed).toEqual(['origin|203.0.113']);
});
