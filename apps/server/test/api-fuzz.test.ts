import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from '@otklik/api';
import { ERROR_STATUS } from '@otklik/kernel';
import { hostile, valuesOf, type Shape, type Vocabulary } from '../../../tests/fuzz/from-schema.ts';
import { HOSTILE_STRINGS } from '../../../tests/fuzz/hostile.ts';
import { filing } from './filings.ts';
import { rawRequest, useServing } from './serving.ts';

/**
 * Every address of the API is sent nonsense: paths, queries, headers and bodies. What comes back is a
 * documented answer or a documented code, never 5xx. `OTKLIK_FUZZ_RUNS` and `OTKLIK_FUZZ_SEED` as in
 * `tests/fuzz.test.ts`.
 */
const RUNS = Number(process.env.OTKLIK_FUZZ_RUNS ?? 36);
const SEED = Number(process.env.OTKLIK_FUZZ_SEED ?? 20_261_122);
const REPORT_CHARACTERS = 4000;

interface Described {
  readonly parameters?: readonly { name: string; in: string; schema: Shape }[];
  readonly requestBody?: { content: Record<string, { schema?: Shape & { $ref?: string } }> };
}
interface Document {
  readonly paths: Record<string, Record<string, Described>>;
  readonly components: { readonly schemas: Record<string, Shape> };
}
const document = openApiDocument() as unknown as Document;
const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ path, method, described })),
);

const serving = useServing();
let key = '';
const vocabulary: Vocabulary = {
  words: [
    'msk-a-001-v',
    'wait-at-door-over-1h',
    '26-000001-1',
    '2026-11-21',
    'patient@example.org',
    ...Object.values(filing()).filter((value) => typeof value === 'string'),
  ],
  bytes: [new Uint8Array([0xff, 0xd8, 0xff])],
};
beforeAll(async () => {
  key = await serving.key('complaints:write');
});

const inAddress = (value: unknown): string =>
  encodeURIComponent(String(value).toWellFormed().slice(0, 3000));
const bytesOf = (value: unknown): Buffer =>
  value instanceof Uint8Array
    ? Buffer.from(value)
    : Buffer.from(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), 'utf8');
const text = fc.oneof(
  fc.constantFrom(...vocabulary.words),
  fc.constantFrom(...HOSTILE_STRINGS),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** The path with something in its places, and a query of known and unknown names. */
function addresses(path: string, { parameters = [] }: Described): fc.Arbitrary<string> {
  const places = path.match(/\{\w+\}/g) ?? [];
  const known = parameters.filter((one) => one.in === 'query');
  const pair = known.map((one) =>
    fc.tuple(fc.constant(one.name), fc.oneof(valuesOf(one.schema, vocabulary), text)),
  );
  const stray = fc.tuple(fc.constantFrom('a', '__proto__', 'limit', 'page', 'q[]'), text);
  const query = fc.array(
    fc.oneof(
      { weight: 1, arbitrary: stray },
      ...pair.map((arbitrary) => ({ weight: 4, arbitrary })),
    ),
    { maxLength: 3 },
  );
  return fc.tuple(fc.tuple(...places.map(() => text)), query).map(([values, pairs]) => {
    const full = places.reduce(
      (so, place, n) => so.replace(place, () => inAddress(values[n])),
      path,
    );
    const said = pairs.map(([name, value]) => `${inAddress(name)}=${inAddress(value)}`).join('&');
    return `/api/v1${full}${said ? `?${said}` : ''}`;
  });
}

/** A body in the right kind, bent, or no body of any kind. */
function bodies({ requestBody }: Described): fc.Arbitrary<Buffer> {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  const shape = schema?.$ref
    ? document.components.schemas[schema.$ref.split('/').at(-1)!]!
    : schema;
  const broken = fc.oneof(hostile, fc.uint8Array({ maxLength: 400 })).map(bytesOf);
  if (!shape) return broken;
  const fields = Object.entries(shape.properties ?? {});
  if (fields.length === 0) return fc.oneof(broken, valuesOf(shape, vocabulary).map(bytesOf));
  const field = fc.oneof(
    ...fields.map(([name, inner]) =>
      fc.oneof(valuesOf(inner, vocabulary), hostile).map((value) => [name, value] as const),
    ),
  );
  const bent = fc
    .array(field, { maxLength: 2 })
    .map((changes) => bytesOf({ ...filing(), ...Object.fromEntries(changes) }));
  return fc.oneof(
    { weight: 3, arbitrary: bent },
    { weight: 2, arbitrary: valuesOf(shape, vocabulary).map(bytesOf) },
    { weight: 1, arbitrary: broken },
  );
}

const HEADER_VALUES = ['', 'x', '*/*', '🙂', 'bytes=0-', '"x"', 'W/"0"', 'a'.repeat(4000), ';;=;,'];
const headers = fc.dictionary(
  fc.constantFrom('accept', 'content-type', 'content-encoding', 'range', 'if-none-match', 'x-any'),
  fc.constantFrom(...HEADER_VALUES.map((value) => Buffer.from(value).toString('latin1'))),
  { maxKeys: 2 },
);
const authorization = fc.oneof(
  { weight: 4, arbitrary: fc.constant('own') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'Bearer', 'Bearer x', `Bearer otk_${'a'.repeat(43)}`),
  },
);

describe(`nonsense at the machines' door (seed ${SEED}, ${RUNS} requests an address)`, () => {
  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    { timeout: 20_000 + RUNS * 500 },
    async (_name, { path, method, described }) => {
      const type = Object.keys(described.requestBody?.content ?? {})[0];
      const property = fc.asyncProperty(
        addresses(path, described),
        bodies(described),
        headers,
        authorization,
        async (address, body, over, who) => {
          serving.it.clock.advance(60_000);
          const answer = await rawRequest(serving.base + address, {
            method: method.toUpperCase(),
            headers: {
              ...(type ? { 'content-type': type, 'idempotency-key': randomUUID() } : {}),
              ...(method === 'get' && who === 'own'
                ? {}
                : { authorization: who === 'own' ? `Bearer ${key}` : who }),
              ...over,
            },
            chunks: method === 'get' || body.length === 0 ? [] : [body],
          });
          expect(answer.status, answer.text).toBeLessThan(500);
          if (answer.status < 400 || answer.status === 421) return;
          const { code } = (JSON.parse(answer.text) as { error: { code: string } }).error;
          expect(Object.keys(ERROR_STATUS)).toContain(code);
          expect(ERROR_STATUS[code as keyof typeof ERROR_STATUS]).toBe(answer.status);
        },
      );
      await fc.assert(property, { seed: SEED, numRuns: RUNS }).catch((error: Error) => {
        throw new Error(error.message.slice(0, REPORT_CHARACTERS), { cause: error.cause });
      });
    },
  );

  test('knows every address of the reference', () => expect(routes.length).toBeGreaterThan(8));
});
