// The conformance format `golden-vector/1`: files with `tolerance` and `cases`, each with `input` and `expected`.

export type Json = Readonly<Record<string, unknown>>;

export interface VectorFile {
  readonly name: string;
  readonly tolerance: Json;
  readonly cases: readonly VectorCase[];
}

export interface VectorCase {
  readonly id: string;
  readonly kind: string;
  readonly input: unknown;
  readonly expected: unknown;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a parsed file of the format; throws a plain Error that says what is wrong with it. */
export function readVectorFile(json: unknown): VectorFile {
  if (!isObject(json) || json['format'] !== 'golden-vector/1')
    throw new Error('format is not golden-vector/1');
  const { name = '', tolerance = {}, cases } = json;
  if (!isObject(tolerance)) throw new Error('tolerance is not an object');
  if (!Array.isArray(cases) || !cases.every(isObject)) throw new Error('cases is not a list');
  return {
    name: String(name),
    tolerance,
    cases: cases.map((one, index) => readCase(one, `${String(name)} ${index}`)),
  };
}

function readCase(one: Json, fallback: string): VectorCase {
  // Cases of distribution functions are written flat.
  if (typeof one['fn'] === 'string') {
    const { fn, args, value } = one;
    return { id: `${fn}(${String(args)})`, kind: fn, input: args, expected: value };
  }
  if (!('input' in one) || !('expected' in one))
    throw new Error('a case without input or expected');
  const kind = typeof one['kind'] === 'string' ? one['kind'] : '';
  const named = one['id'] ?? (kind === '' ? fallback : `${kind} ${shortOf(one['input'])}`);
  return { id: String(named), kind, input: one['input'], expected: one['expected'] };
}

function shortOf(input: unknown): string {
  const text = JSON.stringify(input);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** A list of numbers out of unchecked JSON. */
export function numbers(value: unknown): number[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'number'))
    throw new Error('not a list of numbers');
  return value;
}

/** A number out of unchecked JSON. */
export function number(value: unknown): number {
  if (typeof value !== 'number') throw new Error('not a number');
  return value;
}

/** An object out of unchecked JSON. */
export function object(value: unknown): Json {
  if (!isObject(value)) throw new Error('not an object');
  return value;
}

/** Numbers by name out of unchecked JSON. */
export function numbersByName(value: unknown): Record<string, number> {
  return Object.fromEntries(
    Object.entries(object(value)).map(([key, item]) => [key, number(item)]),
  );
}

/** A list of texts out of unchecked JSON (numbers are taken as their text). */
export function texts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new Error('not a list');
  return value.map(String);
}
