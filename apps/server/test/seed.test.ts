import { describe, expect, test } from 'vitest';
import { useInstallation } from '../../../tests/support/installation.ts';
import { seedIfEmpty } from '../src/seed/seed.ts';

const house = useInstallation();

describe('the demonstration', () => {
  test('is written', async () => {
    const lines: string[] = [];
    const n = await seedIfEmpty(house.it, 'demo', (line) => lines.push(line));
    expect(n).toBeGreaterThan(2900);
    expect(lines.at(-1)).toMatch(/done in \d+ s/);
  });
});
