import { describe, expect, test } from 'vitest';
import { expectGenerated } from '../../../tests/support/generated.ts';
import { openApiDocument, ROUTES } from '../src/index.ts';

const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;

describe('the description of the API', () => {
  test('is the committed one', () => {
    expectGenerated('docs/reference/openapi.json', text);
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
