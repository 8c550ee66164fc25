import { ScoringError } from '../method.ts';
import { isObject } from '../read.ts';

/** Weights of indicators inside their criterion, by sector; `1.1` belongs to criterion K1. */
export type NokWeights = Readonly<Record<string, Readonly<Record<string, number>>>>;

const RULES = { '1.1': 0.3, '1.2': 0.3, '1.3': 0.4 };
const REST = {
  '3.1': 0.3,
  '3.2': 0.4,
  '3.3': 0.3,
  '4.1': 0.4,
  '4.2': 0.4,
  '4.3': 0.2,
  '5.1': 0.3,
  '5.2': 0.2,
  '5.3': 0.5,
};
const WAITING = { ...RULES, '2.1': 0.3, '2.2': 0.4, '2.3': 0.3, ...REST };
/** In education and culture nobody is given a date to wait for. */
const NO_WAITING = { ...RULES, '2.1': 0.5, '2.3': 0.5, ...REST };

/**
 * The weights of 2018, as they are remembered: only that of 2.1 was seen in a public copy of order 344н of the
 * Ministry of Labour. Not verified, so a region hands over its own table with its dates.
 */
export const NOK_WEIGHTS_2018: NokWeights = {
  health: WAITING,
  social: WAITING,
  education: NO_WAITING,
  culture: NO_WAITING,
};

/** The weights of one sector, in the order of the indicators. */
export function weightsFor(
  tables: unknown,
  sector: unknown,
): readonly (readonly [string, number])[] {
  const all: unknown = tables ?? NOK_WEIGHTS_2018;
  if (!isObject(all)) throw new ScoringError('weights-invalid', 'weights');
  if (typeof sector !== 'string' || !Object.hasOwn(all, sector)) {
    throw new ScoringError('sector-unknown', 'sector');
  }
  const weights = all[sector];
  if (!isObject(weights)) throw new ScoringError('weights-invalid', sector);
  return Object.entries(weights)
    .map(([indicator, weight]): readonly [string, number] => {
      if (typeof weight !== 'number' || !(weight > 0))
        throw new ScoringError('weights-invalid', indicator);
      return [indicator, weight];
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
