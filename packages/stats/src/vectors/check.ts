import { StatsError } from '../errors.ts';
import { answer } from './answer.ts';
import { atPath, differences, tolerancesOf } from './compare.ts';
import type { VectorCase, VectorFile } from './read.ts';
import { isObject, numbers } from './read.ts';

export interface VectorVerdict {
  readonly ok: boolean;
  /** The first few fields that differ, or all that was asked when it is short. */
  readonly expected: unknown;
  readonly got: unknown;
}

const SHOWN = 5;

/** Answers one case and compares every expected field. Never throws for a refused question. */
export function checkVector(file: VectorFile, vector: VectorCase): VectorVerdict {
  const { expected } = vector;
  // An expectation that names no field would pass without saying anything.
  if (isObject(expected) && Object.keys(expected).length === 0)
    return { ok: false, expected, got: 'nothing is expected' };
  const got = answerOrRefusal(vector);
  const paths = differences(expected, got, tolerancesOf(file.tolerance)).filter(
    (path) => !isTie(path, got, expected, file),
  );
  if (paths.length === 0) return { ok: true, expected, got };
  const pick = (value: unknown): unknown =>
    Object.fromEntries(paths.slice(0, SHOWN).map((path) => [path, atPath(value, path)]));
  return { ok: false, expected: pick(expected), got: pick(got) };
}

function answerOrRefusal(vector: VectorCase): unknown {
  try {
    return answer(vector);
  } catch (error) {
    if (!(error instanceof StatsError)) throw error;
    return { error: error.code, what: error.what };
  }
}

/**
 * An end of a rank interval may lie one rank off where the cumulated probability is at its limit as exactly as
 * probabilities are compared at all.
 */
function isTie(path: string, got: unknown, expected: unknown, file: VectorFile): boolean {
  const place = /^ranks_with_ml_prior\/rank_interval_95\/(\d+)\/([01])$/.exec(path);
  if (!place) return false;
  const [want, have] = [atPath(expected, path), atPath(got, path)];
  if (typeof want !== 'number' || typeof have !== 'number' || Math.abs(want - have) !== 1)
    return false;
  const pmf = numbers(atPath(got, `ranks_with_ml_prior/rank_pmf/${place[1] ?? ''}`));
  const reached = pmf.slice(0, Math.min(want, have)).reduce((total, mass) => total + mass, 0);
  const limit = place[2] === '0' ? 0.025 : 0.975;
  const near = file.tolerance['prob_abs'];
  return Math.abs(reached - limit) <= (typeof near === 'number' ? near : 0);
}
