import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  adjustCaseMix,
  adjustP,
  betaBinomialLogLikelihood,
  betaCdf,
  betaQuantile,
  chanceAbove,
  clopperPearson,
  correlations,
  drawnRanks,
  effectiveSize,
  exactRanks,
  fitBeta,
  fitGamma,
  fitLogistic,
  gammaPoissonLogLikelihood,
  garwood,
  jeffreys,
  johnsonWeights,
  mayRank,
  meanInterval,
  poststratify,
  quantile,
  rake,
  repliesNeeded,
  rSquared,
  seededNumbers,
  shapleyShares,
  sharePosterior,
  shrinkMeans,
  standardise,
  StatsError,
  sum,
  trimWeights,
  weightedMean,
  wilson,
} from '../src/index.ts';

const replies = fc
  .integer({ min: 1, max: 400 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe('intervals', () => {
  test('hold the share, mirror with it, and widen with the level', () => {
    fc.assert(
      fc.property(replies, ([x, n]) => {
        for (const interval of [wilson, clopperPearson, jeffreys]) {
          const [low, high] = interval(x, n);
          expect(low).toBeLessThanOrEqual(x / n + 1e-12);
          expect(high).toBeGreaterThanOrEqual(x / n - 1e-12);
          const [mirroredLow, mirroredHigh] = interval(n - x, n);
          expect(mirroredLow).toBeCloseTo(1 - high, 10);
          expect(mirroredHigh).toBeCloseTo(1 - low, 10);
          const [wideLow, wideHigh] = interval(x, n, 0.998);
          expect(wideLow).toBeLessThanOrEqual(low);
          expect(wideHigh).toBeGreaterThanOrEqual(high);
        }
        const [low, high] = garwood(x);
        expect(low <= x && x <= high).toBe(true);
      }),
    );
  });

  test('a mean of one value, and x above n, are refused', () => {
    expect(() => meanInterval([3])).toThrow(StatsError);
    expect(() => wilson(3, 2)).toThrow(/argument-invalid/);
  });

  test('quantiles of type 7', () => {
    expect([0, 0.25, 0.5, 1].map((p) => quantile([4, 1, 3, 2], p))).toEqual([1, 1.75, 2.5, 4]);
    expect(() => quantile([], 0.5)).toThrow(/argument-invalid/);
  });
});

describe('shrinkage', () => {
  test('a shrunken share lies between its own and the common one', () => {
    fc.assert(
      fc.property(replies, fc.double({ min: 0.5, max: 50, noNaN: true }), ([x, n], alpha) => {
        const prior = { alpha, beta: 60 };
        const { shrunken, weight, interval } = sharePosterior(x, n, prior);
        const common = alpha / (alpha + 60);
        expect(shrunken).toBeCloseTo((weight * x) / n + (1 - weight) * common, 12);
        expect(interval[0] < shrunken && shrunken < interval[1]).toBe(true);
      }),
    );
  });

  test('clinics that differ by nothing are pooled, not guessed apart', () => {
    expect(fitBeta({ x: [10, 10, 10, 10], n: [100, 100, 100, 100] })).toBeNull();
    expect(fitBeta({ x: [0, 0, 0], n: [10, 20, 30] })).toBeNull();
    // Clinics that have nothing in common are the other end: each keeps its own share.
    const apart = fitBeta({ x: [0, 10], n: [10, 10] });
    expect((apart?.alpha ?? 1) + (apart?.beta ?? 1)).toBeLessThan(1e-3);
    expect(fitGamma({ count: [5, 5, 5, 5], expected: [5, 5, 5, 5] })).toBeNull();
    expect(fitGamma({ count: [0, 0], expected: [5, 5] })).toBeNull();
    const { tau2, shrunken, rankability } = shrinkMeans({ y: [1, 1.01, 0.99], s: [1, 1, 1] });
    expect([tau2, rankability, mayRank(rankability)]).toEqual([0, 0, false]);
    expect(new Set(shrunken.map((value) => value.toFixed(12))).size).toBe(1);
  });

  test('a prior is found again from many clinics drawn from it', () => {
    const random = seededNumbers(7);
    const n = Array.from({ length: 400 }, (_, i) => 30 + (i % 50) * 6);
    const x = n.map((size) => {
      const share = betaQuantile(random(), 12, 88);
      return Array.from({ length: size }, random).filter((value) => value < share).length;
    });
    const prior = fitBeta({ x, n });
    expect((prior?.alpha ?? 0) / ((prior?.alpha ?? 0) + (prior?.beta ?? 0))).toBeCloseTo(0.12, 2);
    expect((prior?.alpha ?? 0) + (prior?.beta ?? 0)).toBeGreaterThan(75);
    expect((prior?.alpha ?? 0) + (prior?.beta ?? 0)).toBeLessThan(135);
  });

  test('replies needed for a reliability', () => {
    expect(repliesNeeded(400, 20)).toBe(47);
    const b = 20 / (20 + 400 / 47);
    expect(b).toBeGreaterThanOrEqual(0.7);
  });
});

describe('tops of likelihoods', () => {
  const sizes = fc.array(replies, { minLength: 3, maxLength: 25 });

  test('no prior nearby is likelier', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.constantFrom(0.95, 1.05),
        fc.constantFrom(0.95, 1, 1.05),
        (units, a, b) => {
          const shares = { x: units.map(([x]) => x), n: units.map(([, n]) => n) };
          const prior = fitBeta(shares);
          if (!prior || prior.alpha + prior.beta < 1e-3) return;
          const other = { alpha: prior.alpha * a, beta: prior.beta * b };
          const [top, beside] = [prior, other].map((one) => betaBinomialLogLikelihood(shares, one));
          expect(beside).toBeLessThanOrEqual((top ?? 0) + 1e-9);

          const rates = { count: shares.x, expected: shares.n.map((n) => n / 2) };
          const gamma = fitGamma(rates);
          if (!gamma) return;
          const near = { shape: gamma.shape * a, rate: gamma.rate * b };
          const [peak, slope] = [gamma, near].map((one) => gammaPoissonLogLikelihood(rates, one));
          expect(slope).toBeLessThanOrEqual((peak ?? 0) + 1e-9);
        },
      ),
    );
  });
});

describe('ranks', () => {
  const belief = (x: number, n: number) => ({
    cdf: (value: number) => betaCdf(value, x + 1, n - x + 1),
    quantile: (p: number) => betaQuantile(p, x + 1, n - x + 1),
  });

  test('chances add up over ranks and over units, expected ranks over all', () => {
    fc.assert(
      fc.property(fc.array(replies, { minLength: 2, maxLength: 7 }), (units) => {
        const found = exactRanks(units.map(([x, n]) => belief(x, n)));
        for (const { pmf } of found) expect(sum(pmf)).toBeCloseTo(1, 6);
        for (const rank of units.keys())
          expect(sum(found.map(({ pmf }) => pmf[rank] ?? 0))).toBeCloseTo(1, 3);
        const all = (units.length * (units.length + 1)) / 2;
        expect(sum(found.map(({ expected }) => expected))).toBeCloseTo(all, 3);
      }),
      { numRuns: 25 },
    );
  });

  test('the expected rank is one more than the chances to be above the others', () => {
    const units = [belief(3, 40), belief(9, 60), belief(8, 30)];
    const [first] = exactRanks(units);
    const above = units.slice(1).map((other) => chanceAbove(units[0] ?? belief(0, 1), other));
    expect(first?.expected).toBeCloseTo(1 + sum(above), 6);
    expect(chanceAbove(belief(5, 20), belief(5, 20))).toBeCloseTo(0.5, 10);
  });

  test('seeded draws come near and are the same on every run', () => {
    const units = [belief(3, 40), belief(9, 60), belief(8, 30), belief(1, 80)];
    const exact = exactRanks(units);
    const drawn = drawnRanks(units, 42);
    drawn.forEach(({ expected }, i) =>
      expect(Math.abs(expected - (exact[i]?.expected ?? 0))).toBeLessThan(0.05),
    );
    expect(drawnRanks(units, 42)).toEqual(drawn);
    expect(drawnRanks(units, 43)).not.toEqual(drawn);
  });
});

describe('case mix', () => {
  test('what patients bring is taken off, what clinics do stays', () => {
    const random = seededNumbers(3);
    const rows = Array.from({ length: 600 }, (_, i) => {
      const clinic = i % 3;
      const age = clinic + Math.floor(random() * 4);
      return { clinic: `c${clinic}`, age, score: 60 + 5 * clinic + 3 * age + random() };
    });
    const { coefficients, clinics } = adjustCaseMix({
      clinic: rows.map((row) => row.clinic),
      score: rows.map((row) => row.score),
      adjusters: { age: rows.map((row) => row.age) },
    });
    expect(coefficients['age']).toBeCloseTo(3, 1);
    const adjusted = (name: string): number => clinics.get(name)?.adjusted ?? 0;
    expect(adjusted('c1') - adjusted('c0')).toBeCloseTo(5, 0);
    expect((clinics.get('c1')?.raw ?? 0) - (clinics.get('c0')?.raw ?? 0)).toBeGreaterThan(7);
  });

  test('columns that say the same, or foretell the outcome, are refused by name', () => {
    const clinic = ['a', 'a', 'a', 'b', 'b', 'b'];
    const score = [1, 2, 3, 4, 5, 7];
    const age = [1, 2, 4, 3, 5, 8];
    const twice = age.map((value) => 2 * value);
    expect(() => adjustCaseMix({ clinic, score, adjusters: { age, twice } })).toThrow(/^singular/);
    expect(() => fitLogistic([age], [0, 0, 0, 0, 1, 1])).toThrow(/^no-convergence|^singular/);
    expect(() => fitLogistic([[1, 1, 1]], [0, 1, 0])).toThrow(/^singular/);
  });

  test('expected and observed add up to the same', () => {
    const random = seededNumbers(5);
    const age = Array.from({ length: 300 }, () => Math.floor(random() * 60));
    const event = age.map((value) => (random() < value / 100 ? 1 : 0));
    const unit = age.map((_, i) => `u${i % 7}`);
    const { units, cStatistic } = standardise({ unit, event, covariates: { age } });
    const all = [...units.values()];
    expect(sum(all.map(({ expected }) => expected))).toBeCloseTo(sum(event), 8);
    expect(cStatistic).toBeGreaterThan(0.5);
  });
});

describe('weights', () => {
  const people = fc.array(
    fc.record({ age: fc.constantFrom('young', 'old'), sex: fc.constantFrom('f', 'm') }),
    {
      minLength: 12,
      maxLength: 60,
    },
  );

  test('raked replies match every margin', () => {
    const all = ['young', 'old'].flatMap((age) => ['f', 'm'].map((sex) => ({ age, sex })));
    fc.assert(
      fc.property(people, (some) => {
        // One of each pair, so that weights exist.
        const rows = [...all, ...some];
        const age = rows.map((row) => row.age);
        const sex = rows.map((row) => row.sex);
        const weights = rake(
          { age, sex },
          { age: { young: 300, old: 700 }, sex: { f: 550, m: 450 } },
        );
        const total = (of: readonly string[], name: string): number =>
          sum(weights.filter((_, i) => of[i] === name));
        expect(total(age, 'young')).toBeCloseTo(300, 6);
        expect(total(sex, 'f')).toBeCloseTo(550, 6);
        expect(effectiveSize(weights)).toBeLessThanOrEqual(rows.length + 1e-9);
      }),
      { numRuns: 50 },
    );
  });

  test('trimming keeps the total and the limit', () => {
    const trimmed = trimWeights([1, 1, 1, 1, 1, 1, 1, 1, 1, 91], 5);
    expect(sum(trimmed)).toBeCloseTo(100, 9);
    expect(Math.max(...trimmed)).toBeCloseTo(50, 9);
    expect(weightedMean([0, 1], [3, 1])).toBe(0.25);
  });

  test('a category without replies, or without a population, is refused', () => {
    expect(() => poststratify(['a', 'a'], { a: 5, b: 5 })).toThrow(/nobody replied/);
    expect(() => poststratify(['a', 'c'], { a: 5 })).toThrow(/without a population/);
  });
});

describe('key drivers', () => {
  test('shares add up to R², whatever the order of the items', () => {
    const item = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(item, item, item, item), { minLength: 20, maxLength: 60 }),
        (rows) => {
          const random = seededNumbers(rows.length);
          const X = rows.map((row) => row.map((value) => value + random()));
          const y = X.map(([a = 0, b = 0, c = 0]) => a + 0.5 * b + 0.1 * c + random());
          const found = correlations(X, y);
          const shares = shapleyShares(found);
          expect(sum(shares)).toBeCloseTo(rSquared(found), 9);
          expect(sum(johnsonWeights(found))).toBeCloseTo(rSquared(found), 9);
          expect(Math.min(...shares)).toBeGreaterThan(-1e-12);
          const turned = shapleyShares(
            correlations(
              X.map((row) => row.toReversed()),
              y,
            ),
          );
          turned.toReversed().forEach((value, i) => expect(value).toBeCloseTo(shares[i] ?? 0, 9));
        },
      ),
      { numRuns: 30 },
    );
  });

  test('more than twelve items are refused', () => {
    const random = seededNumbers(1);
    const X = Array.from({ length: 40 }, () => Array.from({ length: 13 }, random));
    expect(() => shapleyShares(correlations(X, Array.from({ length: 40 }, random)))).toThrow(
      /at most 12/,
    );
  });
});

test('adjusted p-values keep the order, never fall below p, and Bonferroni is the strictest', () => {
  const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(ps, (p) => {
      const [bh, by, holm, bonferroni] = (
        ['benjamini-hochberg', 'benjamini-yekutieli', 'holm', 'bonferroni'] as const
      ).map((name) => adjustP(p, name));
      p.forEach((value, i) => {
        const all = [value, bh?.[i], holm?.[i], bonferroni?.[i]].map(Number);
        expect(all.every((one, k) => k === 0 || one >= (all[k - 1] ?? 0) - 1e-12)).toBe(true);
        expect(Number(by?.[i])).toBeLessThanOrEqual(1);
        expect(Number(by?.[i])).toBeGreaterThanOrEqual(Number(bh?.[i]) - 1e-12);
        p.forEach((other, k) => {
          if (value <= other) expect(Number(bh?.[i])).toBeLessThanOrEqual(Number(bh?.[k]) + 1e-12);
        });
      });
    }),
  );
});
