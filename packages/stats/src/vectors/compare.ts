import type { Json } from './read.ts';
import { isObject } from './read.ts';

/** How far a number may lie off: |got − want| ≤ abs + rel·|want|. */
export interface Tolerance {
  readonly abs: number;
  readonly rel: number;
}

/** Chooses the tolerance of a field by the path that leads to it. */
export type ToleranceOf = (path: readonly string[]) => Tolerance;

/** What a field of unordered places or names is called. */
const isSet = (key: string): boolean => /^(outside_998_|rejected_)|_at_index0$|^signals_/.test(key);

/** Where the answer differs, as paths; an empty list says that every expected field is met. */
export function differences(
  want: unknown,
  got: unknown,
  toleranceOf: ToleranceOf,
  path: readonly string[] = [],
): string[] {
  const here = path.join('/') || 'value';
  if (typeof want === 'number' && typeof got === 'number') {
    const { abs, rel } = toleranceOf(path);
    return Math.abs(got - want) <= abs + rel * Math.abs(want) ? [] : [here];
  }
  // Flags are written as 0 and 1 or as false and true.
  if (typeof want === 'number' && typeof got === 'boolean')
    return want === Number(got) ? [] : [here];
  if (Array.isArray(want)) {
    if (!Array.isArray(got) || got.length !== want.length) return [here];
    if (isSet(path.at(-1) ?? '')) return sameSet(want, got) ? [] : [here];
    return want.flatMap((item, i) => differences(item, got[i], toleranceOf, [...path, String(i)]));
  }
  if (isObject(want)) {
    if (!isObject(got)) return [here];
    return Object.entries(want).flatMap(([key, item]) =>
      differences(item, Object.hasOwn(got, key) ? got[key] : undefined, toleranceOf, [
        ...path,
        key,
      ]),
    );
  }
  return want === got ? [] : [here];
}

function sameSet(want: readonly unknown[], got: readonly unknown[]): boolean {
  const found = new Set(got);
  return want.every((item) => found.has(item));
}

/** The part of an answer that a difference points at, for the line that tells of it. */
export function atPath(value: unknown, path: string): unknown {
  if (path === 'value') return value;
  let here: unknown = value;
  for (const key of path.split('/')) {
    if (Array.isArray(here)) here = here[Number(key)];
    else if (isObject(here)) here = (here as Json)[key];
    else return undefined;
  }
  return here;
}

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** The tolerances a file names, by field. */
export function tolerancesOf(file: Json): ToleranceOf {
  const plain = { abs: number(file['abs']), rel: number(file['rel']) };
  return (path) => {
    const has = (key: string): boolean => path.includes(key);
    if (has('loglik') && 'loglik_abs' in file) return { abs: number(file['loglik_abs']), rel: 0 };
    if (has('ml') && 'ml_rel' in file) return { abs: 0, rel: number(file['ml_rel']) };
    if (has('method_of_moments') && 'moments_rel' in file)
      return { abs: 0, rel: number(file['moments_rel']) };
    if (has('posterior_with_ml_prior') && 'posterior_abs' in file)
      return { abs: number(file['posterior_abs']), rel: 0 };
    if (has('ranks_with_ml_prior')) return rankTolerance(file, path);
    return plain;
  };
}

function rankTolerance(file: Json, path: readonly string[]): Tolerance {
  const exact = { abs: 0, rel: 0 };
  if (path.includes('units_in_decile') || path.includes('rank_interval_95')) return exact;
  const key = path.some((part) => part.startsWith('prob_') || part === 'rank_pmf')
    ? 'prob_abs'
    : 'expected_rank_abs';
  // A percentile is a rank in parts of a hundred.
  const unit = path.includes('percentile_of_expected_rank') ? 100 : 1;
  return { abs: unit * number(file[key]), rel: 0 };
}
