import type { Json } from './read.ts';
import { isObject } from './read.ts';
import { scoreBy } from './registry.ts';

// Golden cases of scoring: a file names its method, its tolerance and, for some, the weights.

export interface ScoringVectorFile {
  readonly name: string;
  readonly tolerance: Tolerance;
  readonly tables: unknown;
  readonly cases: readonly Json[];
}

interface Tolerance {
  readonly rel: number;
  readonly abs: number;
}

export interface ScoringVerdict {
  readonly ok: boolean;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Reads a parsed file of the format; throws a plain Error that says what is wrong with it. */
export function readScoringVectors(json: unknown): ScoringVectorFile {
  if (!isObject(json) || typeof json['name'] !== 'string')
    throw new Error('the file names no method');
  const { name, tolerance, cases, weights } = json;
  if (!isObject(tolerance)) throw new Error('the file has no tolerance');
  const { rel, abs } = tolerance;
  if (typeof rel !== 'number' || typeof abs !== 'number')
    throw new Error('tolerance has no rel or abs');
  if (!Array.isArray(cases) || !cases.every(isCase)) {
    throw new Error('cases is not a list of cases with id, input and expected');
  }
  return { name, tolerance: { rel, abs }, tables: weights, cases };
}

function isCase(value: unknown): value is Json {
  return isObject(value) && typeof value['id'] === 'string' && isObject(value['expected']);
}

/** Scores one case; every member must be there, numbers within the tolerance, everything else equal. */
export function checkScoringVector(file: ScoringVectorFile, vector: Json): ScoringVerdict {
  const { expected } = vector;
  const got = scoreBy(file.name, vector['input'], file.tables).result;
  return { ok: matches(expected, got, file.tolerance), expected, got };
}

function matches(want: unknown, got: unknown, tolerance: Tolerance): boolean {
  if (typeof want === 'number') {
    const off = tolerance.abs + tolerance.rel * Math.abs(want);
    return typeof got === 'number' && Math.abs(got - want) <= off;
  }
  if (Array.isArray(want)) {
    if (!Array.isArray(got) || got.length !== want.length) return false;
    return want.every((item, at) => matches(item, got[at], tolerance));
  }
  if (isObject(want)) {
    if (!isObject(got) || Object.keys(got).length !== Object.keys(want).length) return false;
    return Object.entries(want).every(
      ([name, value]) => Object.hasOwn(got, name) && matches(value, got[name], tolerance),
    );
  }
  return want === got;
}
