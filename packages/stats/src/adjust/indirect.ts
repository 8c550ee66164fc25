import { need } from '../errors.ts';
import { at, averageRanks, sum } from '../numbers.ts';
import { groupsOf, named } from './case-mix.ts';
import { fitLogistic } from './logistic.ts';

export interface IndirectQuestion {
  readonly unit: readonly string[];
  /** 1 where it happened, 0 where not. */
  readonly event: readonly number[];
  readonly covariates: Readonly<Record<string, readonly number[]>>;
}

export interface Standardised {
  readonly observed: number;
  /** Sum of the chances of its patients as they would have anywhere. */
  readonly expected: number;
  readonly ratio: number;
}

export interface IndirectAnswer {
  readonly intercept: number;
  readonly coefficients: Readonly<Record<string, number>>;
  readonly fitted: readonly number[];
  readonly units: ReadonlyMap<string, Standardised>;
  /** Chance that somebody to whom it happened had the higher fitted chance; ties count half. */
  readonly cStatistic: number | null;
}

/**
 * Indirect standardisation of a yes/no outcome: logistic regression without unit terms, observed over expected.
 * @throws StatsError as `fitLogistic`.
 */
export function standardise({ unit, event, covariates }: IndirectQuestion): IndirectAnswer {
  need(unit.length === event.length, 'as many outcomes as patients');
  const names = Object.keys(covariates);
  const fit = fitLogistic(
    names.map((name) => covariates[name] ?? []),
    event,
  );
  const units = new Map<string, Standardised>();
  for (const [name, rows] of groupsOf(unit)) {
    const observed = sum(rows.map((row) => at(event, row)));
    const expected = sum(rows.map((row) => at(fit.fitted, row)));
    units.set(name, { observed, expected, ratio: observed / expected });
  }
  return {
    intercept: fit.intercept,
    coefficients: named(names, fit.effects),
    fitted: fit.fitted,
    units,
    cStatistic: areaUnderCurve(fit.fitted, event),
  };
}

/** Area under the ROC curve by ranks; null when all had the same outcome. */
export function areaUnderCurve(scores: readonly number[], event: readonly number[]): number | null {
  const ranks = averageRanks(scores);
  const yes = sum(event);
  const no = event.length - yes;
  if (yes === 0 || no === 0) return null;
  const over = sum(ranks.filter((_, i) => event[i] === 1)) - (yes * (yes + 1)) / 2;
  return over / (yes * no);
}
