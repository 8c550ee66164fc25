import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agedCounts,
  ageWeight,
  alarmChances,
  budgetHeight,
  cusum,
  differByFew,
  ears,
  judgeDoctors,
  limits,
  meanRunLength,
  outside,
  proportionLimit,
  publicCount,
  publicPercent,
  ratioLimit,
  riskAdjustedCusum,
  seededNumbers,
  starRange,
  tellsOfAll,
  topicBurst,
  toScale,
  verdictOf,
  widened,
  winsorise,
  wordOdds,
  xmr,
} from '../src/index.ts';

describe('XmR', () => {
  const series = fc.array(fc.integer({ min: 0, max: 40 }), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  });

  test('a moved or stretched series gets the same flags', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 4 }), (values, power) => {
        const plain = xmr({ values });
        // A power of two stretches without rounding.
        const stretched = xmr({ values: values.map((value) => value * 2 ** power) });
        expect(stretched.reasons).toEqual(plain.reasons);
        const mirrored = xmr({ values: values.map((value) => -value) });
        expect(mirrored.outside).toEqual(plain.outside);
        expect(mirrored.trend).toEqual(plain.trend);
      }),
    );
  });

  test('a constant series has limits of no width and no hit', () => {
    for (const screen of [true, false]) {
      const { parts, reasons } = xmr({ values: Array.from({ length: 20 }, () => 7), screen });
      expect(parts).toEqual([{ start: 0, mean: 7, lower: 7, upper: 7, movingRange: 0 }]);
      expect(reasons.every((reason) => reason === null)).toBe(true);
    }
  });

  test('seven on one side; a point on the mean breaks the run', () => {
    const base = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 8 : 12));
    const question = { fixAfter: 20 };
    const seven = xmr({ ...question, values: [...base, 11, 11.5, 11, 11.5, 11, 11.5, 11, 9] });
    expect(seven.shift.slice(19)).toEqual([true, true, true, true, true, true, true, true, false]);
    const broken = xmr({ ...question, values: [...base, 9, 11, 11.5, 11, 10, 11, 11.5, 11] });
    expect(broken.shift.some(Boolean)).toBe(false);
  });

  test('a turning point belongs to the later trend', () => {
    const wide = Array.from({ length: 10 }, (_, i) => (i % 2) * 12);
    const turning = [1, 2, 3, 4, 5, 6, 7, 6.5, 5.5, 4.5, 3.5, 2.5, 1.5];
    const { trend, reasons } = xmr({ values: [...wide, ...turning], fixAfter: 10 });
    expect(trend.slice(10).every(Boolean)).toBe(true);
    expect(reasons[15]).toEqual({ cause: 'trend', side: 'high' });
    expect(reasons[16]).toEqual({ cause: 'trend', side: 'low' });
  });

  test('each part is judged on its own', () => {
    const values = [
      ...Array.from({ length: 10 }, (_, i) => i % 3),
      ...Array.from({ length: 10 }, (_, i) => 50 + (i % 3)),
    ];
    expect(xmr({ values }).reasons.some((reason) => reason !== null)).toBe(true);
    const { parts, reasons } = xmr({ values, rebaseAt: [10] });
    expect(parts.map(({ start }) => start)).toEqual([0, 10]);
    expect(reasons.every((reason) => reason === null)).toBe(true);
    expect(() => xmr({ values, rebaseAt: [12, 5] })).toThrow(/argument-invalid/);
  });
});

describe('CUSUM', () => {
  test('never below 0, alarms where it reaches h, starts anew', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { maxLength: 100 }),
        (weights) => {
          const { path, alarms } = cusum(weights, 3);
          expect(path.every((value) => value >= 0)).toBe(true);
          expect(alarms).toEqual([...path.keys()].filter((i) => (path[i] ?? 0) >= 3));
        },
      ),
    );
  });

  test('run lengths against a simulation and against a finer ladder', () => {
    const ladder = { p: 0.1, up: 6, height: 14 };
    const mean = meanRunLength(ladder);
    const finer = { p: 0.1, up: 12, down: 2, height: 28 };
    const [chance, finerChance] = [ladder, finer].map((one) => alarmChances(one, [200])[0]);
    expect(finerChance).toBeCloseTo(chance ?? 0, 12);
    const random = seededNumbers(11);
    let replies = 0;
    const runs = 4_000;
    for (let run = 0; run < runs; run += 1)
      for (let b = 0; b < ladder.height; replies += 1)
        b = random() < 0.1 ? b + 6 : Math.max(0, b - 1);
    expect(Math.abs(replies / runs / mean - 1)).toBeLessThan(0.06);
    expect(meanRunLength({ ...ladder, p: 0 })).toBe(Infinity);
    expect(meanRunLength({ p: 1, up: 3, height: 9 })).toBeCloseTo(3, 12);
  });

  test.each([
    [0.02, 300],
    [0.1, 300],
    [0.2, 100],
  ])('the budget for %d poor among %d replies is what a simulation spends', (p, replies) => {
    const found = budgetHeight({ p, replies, falseAlarm: 0.05 });
    const random = seededNumbers(17);
    const [yes, no] = [Math.log(2) - Math.log1p(p), -Math.log1p(p)];
    const runs = 20_000;
    const share = (chance: number): number => {
      let alarmed = 0;
      for (let run = 0; run < runs; run += 1) {
        let evidence = 0;
        for (let reply = 0; reply < replies && evidence < found.h - 1e-9; reply += 1)
          evidence = Math.max(0, evidence + (random() < chance ? yes : no));
        if (evidence >= found.h - 1e-9) alarmed += 1;
      }
      return alarmed / runs;
    };
    // Evidence comes in lumps, so the whole budget can rarely be spent; it is never overdrawn.
    expect(found.falseAlarm).toBeLessThanOrEqual(0.05);
    expect(Math.abs(share(p) - found.falseAlarm)).toBeLessThan(0.012);
    expect(Math.abs(share((2 * p) / (1 + p)) - found.power)).toBeLessThan(0.03);
  });

  test('odds that double raise the weight of a yes less where it is likely', () => {
    const { weights } = riskAdjustedCusum([1, 1, 0], [0.05, 0.6, 0.05], 2, 5);
    expect(weights[0]).toBeGreaterThan(weights[1] ?? 0);
    expect(weights[2]).toBeLessThan(0);
  });
});

describe('funnels', () => {
  test('exact limits hold the target between them and close in with n', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, target) => {
          const [low, high] = [0.001, 0.999].map((p) => proportionLimit(n, target, p));
          expect(low?.exact).toBeLessThanOrEqual(target + 1e-12);
          expect(high?.exact).toBeGreaterThanOrEqual(target - 1e-12);
          for (const limit of [low, high]) {
            expect(limit?.alpha).toBeGreaterThanOrEqual(0);
            expect(limit?.alpha).toBeLessThan(1);
          }
          const ratio = ratioLimit(n / 10, 1, 0.999);
          expect(ratio.exact).toBeGreaterThan(1);
        },
      ),
    );
  });

  test('units drawn by chance alone: phi near 1, hardly a flag; widened ones fewer', () => {
    const random = seededNumbers(9);
    const denominator = Array.from({ length: 300 }, (_, i) => 100 + i);
    const numerator = denominator.map(
      (n) => Array.from({ length: n }, random).filter((u) => u < 0.2).length,
    );
    const scaled = toScale('proportion_arcsine', numerator, denominator);
    const drawn = winsorise(scaled);
    expect(drawn.phi).toBeGreaterThan(0.5);
    expect(drawn.phi).toBeLessThan(1.2);
    const plain = outside(scaled, scaled.s);
    expect(plain.length).toBeLessThan(5);
    expect(outside(scaled, widened(scaled.s, 'additive', { tau2: 0.01, phi: 3 }))).toEqual([]);
    const upper = limits(scaled, scaled.s, 0.999);
    expect(upper.every((value, i) => i === 0 || value <= (upper[i - 1] ?? 1))).toBe(true);
  });

  test('what overdispersion allows, and the scale that needs counts above 0', () => {
    expect([1, 2, 2.1, 10, 376].map(verdictOf)).toEqual([
      'flag',
      'flag',
      'flag-with-warning',
      'flag-with-warning',
      'no-flags',
    ]);
    expect(() => toScale('ratio_log', [0, 1], [1, 1])).toThrow(/above 0/);
    expect(() => toScale('ratio_cube' as 'ratio_log', [1, 1], [1, 1])).toThrow(/no scale/);
  });
});

describe('doctors', () => {
  const ordinary = Array.from({ length: 30 }, (_, i) => ({
    id: `d${i}`,
    count: [0, 1, 2, 1, 3, 0][i % 6] ?? 0,
    expected: 1 + (i % 3) / 2,
    complainants: 3,
  }));
  const many = { id: 'x', count: 25, expected: 1.5, complainants: 20 };

  test('one with very many complaints is flagged, ordinary ones are not', () => {
    const flagged = judgeDoctors([...ordinary, many]).filter((one) => one.flagged);
    expect(flagged.map(({ id }) => id)).toEqual(['x']);
    expect(judgeDoctors(ordinary).some((one) => one.flagged)).toBe(false);
  });

  test('not from few people, and not among few doctors', () => {
    expect(
      judgeDoctors([...ordinary, { ...many, complainants: 2 }]).some((one) => one.flagged),
    ).toBe(false);
    expect(judgeDoctors([...ordinary.slice(0, 8), many]).some((one) => one.flagged)).toBe(false);
  });
});

describe('words and bursts', () => {
  test('a word as frequent here as elsewhere has z 0; swapping the groups turns the sign', () => {
    const [a, b, prior] = [
      { wait: 20, kind: 80 },
      { wait: 200, kind: 800 },
      { wait: 2, kind: 8 },
    ];
    expect(wordOdds(a, b, prior).get('wait')?.z).toBeCloseTo(0, 12);
    const [there, back] = [wordOdds({ wait: 9 }, b, prior), wordOdds(b, { wait: 9 }, prior)];
    expect(there.get('wait')?.z).toBeCloseTo(-(back.get('wait')?.z ?? 0), 12);
  });

  test('nothing said is no burst, and a quiet topic does not alarm on one mention', () => {
    const quiet = { baselineCounts: [1, 2], baselineTotals: [50, 50], count: 0, total: 40 };
    expect(topicBurst(quiet)).toMatchObject({ upperP: 1 });
    expect(topicBurst({ ...quiet, total: 0 })).toMatchObject({ upperP: 1, midP: 0.5 });
    const counts = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    expect(ears(counts).alarms).toEqual([true]);
    expect(ears(counts, { leastSd: 0.5 }).alarms).toEqual([false]);
  });
});

describe('what is shown', () => {
  test('small numbers', () => {
    expect([0, 1, 7, 8, 12, 13].map(publicCount)).toEqual(['0', '*', '*', '10', '10', '15']);
    expect(publicPercent(0, 0)).toBe('*');
    expect(publicPercent(10, 80)).toBe('12');
    expect(() => publicCount(1.5)).toThrow(/argument-invalid/);
    expect([tellsOfAll(9, 9), tellsOfAll(0, 9), tellsOfAll(4, 9), tellsOfAll(0, 0)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([differByFew(40, 33), differByFew(40, 40), differByFew(40, 32)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('stars are a range while the interval crosses a cut', () => {
    const cuts = [40, 60, 75, 90];
    expect(starRange([61, 74], cuts)).toEqual([3, 3]);
    expect(starRange([70, 80], cuts)).toEqual([3, 4]);
    expect(starRange([90, 95], cuts)).toEqual([5, 5]);
    expect(() => starRange([1, 2], [60, 40])).toThrow(/rise/);
  });

  test('old replies weigh less and then nothing', () => {
    expect([0, 12, 24, 25].map(ageWeight)).toEqual([1, 0.5, 0.25, 0]);
    expect(
      agedCounts([
        { poor: true, months: 12 },
        { poor: false, months: 0 },
      ]),
    ).toEqual({ x: 0.5, n: 1.5 });
  });
});
