import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/**
 * Compares a page that is generated and committed with what the program says now.
 * `npm run generate` sets OTKLIK_GENERATE and writes it instead.
 */
export function expectGenerated(path: string, text: string): void {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url));
  if (process.env.OTKLIK_GENERATE) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  expect(text, `${path} is stale: npm run generate, and read the difference`).toBe(
    readFileSync(file, 'utf8'),
  );
}
