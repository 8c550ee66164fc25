import shipped from '../../data/nok-weights.json' with { type: 'json' };

export const NOK = 'nok-2018';

/** Weights of a method's indicators in one of its sectors while they hold. */
export interface WeightTable {
  readonly sector: string;
  /** `YYYY-MM-DD`, both included. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
  readonly isVerified: boolean;
  /** True: a region's own rows. */
  readonly isOwn: boolean;
  readonly weights: Readonly<Record<string, number>>;
}

/** The tables that come with the program. */
export const SHIPPED: readonly WeightTable[] = shipped.rows.flatMap(
  ({ sectors, valid_from: validFrom, source, is_verified: isVerified, weights }) =>
    sectors.map((sector) => ({
      sector,
      validFrom,
      validTo: null,
      source,
      isVerified,
      isOwn: false,
      weights: weights as Readonly<Record<string, number>>,
    })),
);

/** What holds in a sector on a day: the latest of a region's own, else of the program's; null where nothing does. */
export function weightsOn(
  tables: readonly WeightTable[],
  sector: string,
  day: string,
): WeightTable | null {
  const holding = tables.filter(
    (one) =>
      one.sector === sector && one.validFrom <= day && (one.validTo === null || day <= one.validTo),
  );
  const latest = (own: boolean): WeightTable | undefined =>
    holding
      .filter(({ isOwn }) => isOwn === own)
      .toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  return latest(true) ?? latest(false) ?? null;
}

const THOUSANDTHS = 1000;

/** Criteria whose weights do not add up to one, and indicators that the sector's formulas do not have. */
export function weightFaults(
  weights: Readonly<Record<string, number>>,
  sector: string,
): readonly string[] {
  const known = SHIPPED.find((one) => one.sector === sector)?.weights ?? {};
  const foreign = Object.keys(weights).filter((name) => !Object.hasOwn(known, name));
  const criteria = new Set(Object.keys(known).map((name) => name[0]!));
  const uneven = [...criteria].filter((criterion) => {
    const own = Object.entries(weights).filter(([name]) => name.startsWith(criterion));
    const sum = own.reduce((all, [, weight]) => all + weight, 0);
    return Math.round(sum * THOUSANDTHS) !== THOUSANDTHS;
  });
  return [...foreign, ...uneven.map((criterion) => `K${criterion}`)];
}
