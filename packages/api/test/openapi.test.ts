import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openApiDocument, ROUTES } from '../src/index.ts';

const file = new URL('../../../docs/reference/openapi.json', import.meta.url);
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

describe('the description of the API', () => {
  test('is the committed one', () => {
    if (process.env.OTKLIK_GENERATE) writeFileSync(file, text);
    expect(text, 'docs/reference/openapi.json is stale: npm run generate').toBe(
      readFileSync(file, 'utf8'),
    );
  });

  test('names every route, each with its refusals', () => {
    const { paths } = JSON.parse(text) as {
      paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
    };
    for (const { config } of ROUTES) {
      const { responses } = paths[config.path]![config.method]!;
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '422', '429', '503']));
    }
  });

  test('holds no reference that leads nowhere', () => {
    const { components } = JSON.parse(text) as { components: { schemas: object } };
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(components.schemas).toHaveProperty(name!);
  });
});
