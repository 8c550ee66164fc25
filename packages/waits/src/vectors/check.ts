import { WorkingTimeError } from '@otklik/working-time';
import { WaitsError } from '../errors.ts';
import { answerAggregate } from './aggregate.ts';
import type { Json } from './read.ts';
import { isObject } from './read.ts';
import { answerWait } from './wait.ts';

// The conformance format: a list of { name, why, input, expected }; every key of expected must be equal.

export interface VectorCase {
  readonly name: string;
  readonly input: Json;
  readonly expected: Json;
}

export interface VectorVerdict {
  readonly ok: boolean;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Reads a parsed file of the format; throws a plain Error that says what is wrong with it. */
export function readVectorFile(json: unknown): VectorCase[] {
  if (!Array.isArray(json)) throw new Error('a file of waits is a list of cases');
  return json.map((one: unknown, i) => {
    if (!isObject(one) || !isObject(one['input']) || !isObject(one['expected']))
      throw new Error(`case ${i} has no input or nothing is expected`);
    return { name: String(one['name'] ?? i), input: one['input'], expected: one['expected'] };
  });
}

/** Answers one case and compares every expected field. Never throws for a refused question. */
export function checkVector({ input, expected }: VectorCase): VectorVerdict {
  const got = rounded(answerOrRefusal(input));
  // An expectation that names no field would pass without saying anything.
  return { ok: Object.keys(expected).length > 0 && matches(expected, got), expected, got };
}

function answerOrRefusal(input: Json): Json {
  try {
    return 't0' in input ? answerWait(input) : answerAggregate(input);
  } catch (error) {
    if (!(error instanceof WaitsError || error instanceof WorkingTimeError)) throw error;
    return { error: error.code };
  }
}

/** Numbers half up to four decimals, wherever they stand. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.floor(value * 10_000 + 0.5 + 1e-7) / 10_000;
  if (Array.isArray(value)) return value.map(rounded);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}

function matches(expected: unknown, got: unknown, key = ''): boolean {
  if (Array.isArray(expected)) {
    if (!Array.isArray(got) || got.length !== expected.length) return false;
    // Those that are not ranked stand in no order.
    if (key === 'not_ranked') return expected.every((item) => got.includes(item));
    return expected.every((item, i) => matches(item, got[i]));
  }
  if (isObject(expected)) {
    if (!isObject(got)) return false;
    // {censored} and {start, days, hours} must not pass for each other.
    return Object.entries(expected).every(([name, item]) => matches(item, got[name], name));
  }
  if (key === 'start' && typeof expected === 'string' && typeof got === 'string')
    return Date.parse(expected) === Date.parse(got);
  if (typeof expected === 'number' && typeof got === 'number')
    return Math.abs(expected - got) < 1e-9;
  return expected === got;
}
