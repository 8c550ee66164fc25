import type { ScoringMethod } from '../method.ts';
import { ScoringError } from '../method.ts';
import { inputObject } from '../read.ts';
import { mean } from '../statistics.ts';
import type { Indicator } from './indicators.ts';
import { FORMULAS } from './indicators.ts';
import { weightsFor } from './weights.ts';

/** Lower limits of the bands, unverified like the weights. */
const BANDS = [
  [81, 'excellent'],
  [61, 'good'],
  [41, 'fair'],
  [21, 'below-average'],
] as const;

/**
 * Independent assessment of quality (НОК) as of 2018: indicators, five criteria, their mean, a band. An
 * indicator nobody answered leaves its criterion, whose weights are taken over the rest; a criterion without
 * any indicator has no value, and then there is no score.
 */
export const nok2018: ScoringMethod = {
  name: 'nok-2018',
  version: '1',
  score(input, tables) {
    const given = inputObject(input);
    const indicators = weightsFor(tables, given['sector']).map(([name, weight]) => {
      const formula = Object.hasOwn(FORMULAS, name) ? FORMULAS[name] : undefined;
      if (!formula) throw new ScoringError('weights-invalid', name);
      return { name, weight, criterion: `K${name.split('.')[0] ?? ''}`, result: formula(given) };
    });
    const grouped = Map.groupBy(indicators, ({ criterion }) => criterion);
    const criteria = [...grouped].map(([name, parts]) => [name, weighted(parts)] as const);
    const values = criteria.map(([, value]) => value).filter((value) => value !== null);
    const score = values.length === criteria.length ? mean(values) : null;
    return {
      indicators: Object.fromEntries(indicators.map(({ name, result }) => [name, result.value])),
      undefined: indicators.filter(({ result }) => result.value === null).map(({ name }) => name),
      flags: indicators
        .filter(({ result }) => result.onePart)
        .map(({ name }) => `${name}:one-part`),
      criteria: Object.fromEntries(criteria),
      score,
      band: score === null ? null : bandOf(score),
    };
  },
};

function weighted(parts: readonly { weight: number; result: Indicator }[]): number | null {
  let sum = 0;
  let weights = 0;
  for (const { weight, result } of parts) {
    if (result.value === null) continue;
    sum += weight * result.value;
    weights += weight;
  }
  return weights === 0 ? null : sum / weights;
}

/** From the score rounded half up; the score itself stays as it is. */
function bandOf(score: number): string {
  const rounded = Math.floor(score + 0.5);
  return BANDS.find(([least]) => rounded >= least)?.[1] ?? 'poor';
}
