import fc from 'fast-check';
import { z } from 'zod';
import { HOSTILE_NUMBERS, HOSTILE_STRINGS, HOSTILE_VALUES } from './hostile.ts';

/** As much of JSON Schema as the schemas of verbs say. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What this installation knows: ids, numbers, codes, tokens and texts that mean something in it. */
export interface Vocabulary {
  readonly words: readonly string[];
  readonly bytes: readonly Uint8Array[];
}

/** What callers may send, as the schema of a verb says it. */
export const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Shape;

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...HOSTILE_STRINGS) },
  { weight: 3, arbitrary: fc.constantFrom(...HOSTILE_NUMBERS) },
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE_VALUES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.double() },
);

const LENGTHS_MAX = 20_000;

// Making one of these takes seconds for long patterns.
const made = new Map<string, fc.Arbitrary<string>>();
function matching(pattern: string): fc.Arbitrary<string> {
  const found = made.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'));
  made.set(pattern, found);
  return found;
}

function strings(shape: Shape, { words }: Vocabulary): fc.Arbitrary<unknown> {
  const { minLength = 0, maxLength = Infinity } = shape;
  const pattern = shape.pattern === undefined ? null : new RegExp(shape.pattern, 'u');
  const fits = (word: string): boolean =>
    word.length >= minLength && word.length <= maxLength && (!pattern || pattern.test(word));
  const known = [...words, ...HOSTILE_STRINGS].filter(fits);
  const options: fc.Arbitrary<string>[] = known.length > 0 ? [fc.constantFrom(...known)] : [];
  if (pattern) options.push(matching(shape.pattern!));
  else {
    const edges = [
      minLength - 1,
      minLength,
      minLength + 1,
      maxLength - 1,
      maxLength,
      maxLength + 1,
    ];
    const lengths = edges.filter((length) => length >= 0 && length <= LENGTHS_MAX);
    options.push(
      fc.string({ unit: 'grapheme', minLength: Math.min(minLength, 2000), maxLength: 2100 }),
      fc.constantFrom(...lengths.map((length) => 'щ'.repeat(length))),
    );
  }
  return fc.oneof(...options);
}

function numbers({ minimum, maximum, exclusiveMinimum }: Shape): fc.Arbitrary<unknown> {
  const edges = [minimum, maximum, exclusiveMinimum].flatMap((edge) =>
    edge === undefined ? [] : [edge - 1, edge, edge + 1, String(edge)],
  );
  return fc.oneof(
    fc.constantFrom<unknown>(...edges, 1, 2, '3'),
    fc.integer({ min: 0, max: 30 }),
    fc.constantFrom(...HOSTILE_NUMBERS),
  );
}

function objects(shape: Shape, vocabulary: Vocabulary): fc.Arbitrary<unknown> {
  const properties = Object.entries(shape.properties ?? {});
  const model = Object.fromEntries(
    properties.map(([name, inner]) => [name, valuesOf(inner, vocabulary)]),
  );
  const requiredKeys = (shape.required ?? []).filter((name) => name in model);
  const named = fc.record(model, { requiredKeys });
  const rest = shape.additionalProperties;
  if (typeof rest !== 'object' || rest === null) return named;
  const key = fc.oneof(
    fc.constantFrom('a', 'appointed_at', 'started_at', 'constructor', 'toString', ''),
    fc.string({ maxLength: 45 }),
  );
  const free = fc.dictionary(key, valuesOf(rest, vocabulary), { maxKeys: 4 });
  return fc.tuple(named, free).map(([one, two]) => ({ ...two, ...one }));
}

function arrays(shape: Shape, vocabulary: Vocabulary): fc.Arbitrary<unknown> {
  if (shape.prefixItems)
    return fc.tuple(...shape.prefixItems.map((inner) => valuesOf(inner, vocabulary)));
  const inner = valuesOf(shape.items ?? {}, vocabulary);
  return fc.array(inner, { minLength: Math.min(shape.minItems ?? 0, 3), maxLength: 4 });
}

function fitting(shape: Shape, vocabulary: Vocabulary): fc.Arbitrary<unknown> {
  if ('const' in shape) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const some = shape.anyOf ?? shape.oneOf;
  if (some) return fc.oneof(...some.map((inner) => valuesOf(inner, vocabulary)));
  if (shape.allOf) return valuesOf(Object.assign({}, ...shape.allOf) as Shape, vocabulary);
  if (Array.isArray(shape.type))
    return fc.oneof(...shape.type.map((type: string) => valuesOf({ ...shape, type }, vocabulary)));
  switch (shape.type) {
    case 'string':
      return strings(shape, vocabulary);
    case 'number':
    case 'integer':
      return numbers(shape);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return arrays(shape, vocabulary);
    case 'object':
      return objects(shape, vocabulary);
    case undefined:
      // `z.unknown()`, and what JSON cannot say: the bytes of a photo or a file.
      return fc.oneof(fc.constantFrom(...vocabulary.bytes), hostile);
    default:
      throw new Error(`no values are known for the type ${String(shape.type)}`);
  }
}

/** Values that fit the shape, stand at its edges, and now and then (one in twenty, at every place) do neither. */
export const valuesOf = (shape: Shape, vocabulary: Vocabulary): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 19, arbitrary: fitting(shape, vocabulary) },
    { weight: 1, arbitrary: hostile },
  );

/** A good question with up to two of its fields, or one of a nested one's, said otherwise. */
export function bent(
  shape: Shape,
  vocabulary: Vocabulary,
): fc.Arbitrary<(good: unknown) => unknown> {
  const fields = Object.entries(shape.properties ?? branchesOf(shape));
  if (fields.length === 0) return valuesOf(shape, vocabulary).map((value) => () => value);
  const change = fc
    .constantFrom(...fields)
    .chain(([name, inner]) =>
      fc
        .oneof(
          { weight: 3, arbitrary: valuesOf(inner, vocabulary) },
          { weight: 2, arbitrary: hostile },
        )
        .map((value) => [name, value] as const),
    );
  return fc.array(change, { maxLength: 2 }).map((changes) => (good) => {
    if (typeof good !== 'object' || good === null || Array.isArray(good)) return good;
    return { ...good, ...Object.fromEntries(changes) };
  });
}

/** All fields of all branches of a union. */
function branchesOf(shape: Shape): Record<string, Shape> {
  const fields: Record<string, Shape> = {};
  for (const branch of shape.anyOf ?? shape.oneOf ?? [])
    Object.assign(fields, branch.properties ?? {});
  return fields;
}
