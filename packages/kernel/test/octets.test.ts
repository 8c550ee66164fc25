import { expect, test } from 'vitest';
import { randomOctets } from '../src/octets.ts';

test('no octets are given out twice, whatever the sizes asked for', () => {
  const seen = new Set<string>();
  for (let round = 0; round < 3000; round += 1)
    for (const size of [12, 16, 16 + (round % 7)]) {
      const octets = randomOctets(size);
      expect(octets).toHaveLength(size);
      seen.add(octets.toString('hex'));
    }
  expect(seen.size).toBe(9000);
  expect(randomOctets(10_000)).toHaveLength(10_000);
});

test('each bit is set about half of the time', () => {
  const octets = Buffer.concat(Array.from({ length: 4000 }, () => randomOctets(16)));
  for (let bit = 0; bit < 8; bit += 1) {
    const set = octets.reduce((sum, octet) => sum + ((octet >> bit) & 1), 0);
    // 64,000 throws: eight standard deviations either way.
    expect(Math.abs(set - 32_000)).toBeLessThan(8 * Math.sqrt(16_000));
  }
});
