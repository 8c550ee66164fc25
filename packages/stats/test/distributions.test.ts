import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betaCdf,
  betaPoint,
  betaQuantile,
  betaUpper,
  binomialCdf,
  binomialMass,
  gammaCdf,
  gammaQuantile,
  gammaUpper,
  logGamma,
  negativeBinomialCdf,
  negativeBinomialMass,
  negativeBinomialUpper,
  normalCdf,
  normalQuantile,
  poissonCdf,
  poissonMass,
  poissonUpper,
  StatsError,
  studentCdf,
  studentQuantile,
} from '../src/index.ts';

const chances = fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true });
/** From 0.05 to a million, small and large ones alike. */
const shapes = fc.double({ min: Math.log(0.05), max: Math.log(1e6), noNaN: true }).map(Math.exp);

const near = (got: number, want: number, rel: number, abs = 0): void =>
  expect(Math.abs(got - want), `${got} against ${want}`).toBeLessThanOrEqual(
    abs + rel * Math.abs(want),
  );

describe('log gamma', () => {
  test('log Γ(x + 1) = log Γ(x) + log x', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (x) => {
        near(logGamma(x + 1), logGamma(x) + Math.log(x), 1e-12, 1e-12);
      }),
    );
  });

  test('factorials, and no digit lost beside its zeros', () => {
    let factorial = 1;
    for (let n = 2; n <= 20; n += 1) {
      factorial *= n - 1;
      near(logGamma(n), Math.log(factorial), 1e-14);
    }
    // log Γ(1 + t) = −γt + π²t²/12 − ζ(3)t³/3 …
    const t = 1e-7;
    near(logGamma(1 + t), -0.5772156649015329 * t + (Math.PI ** 2 / 12) * t * t, 1e-8);
  });
});

describe('quantiles turn distributions round', () => {
  test('beta', () => {
    fc.assert(
      fc.property(chances, shapes, shapes, (p, a, b) => {
        const { x, y } = betaPoint(p, a, b);
        // Where the answer lies beyond what a double can say, only the side is known.
        if (x < 1e-300 || y < 1e-300) return;
        expect(x + y).toBeCloseTo(1, 12);
        if (p <= 0.5) near(betaCdf(x, a, b), p, 1e-7 * Math.max(1, Math.sqrt(a + b) / 1e3));
        else if (y > 1e-3)
          near(betaUpper(x, a, b), 1 - p, 1e-7 * Math.max(1, Math.sqrt(a + b) / 1e3), 1e-15);
      }),
      { numRuns: 300 },
    );
  });

  test('gamma', () => {
    fc.assert(
      fc.property(chances, shapes, (p, shape) => {
        const x = gammaQuantile(p, shape);
        if (x < 1e-300) return;
        if (p <= 0.5) near(gammaCdf(x, shape), p, 1e-9);
        else near(gammaUpper(x, shape), 1 - p, 1e-9, 1e-15);
      }),
      { numRuns: 300 },
    );
  });

  test('normal and Student', () => {
    fc.assert(
      fc.property(chances, fc.double({ min: 0.5, max: 1e5, noNaN: true }), (p, df) => {
        near(normalCdf(normalQuantile(p)), p, 1e-11);
        near(studentCdf(studentQuantile(p, df), df), p, 1e-9);
        near(normalQuantile(1 - p), -normalQuantile(p), 1e-3, 1e-9);
      }),
    );
    expect(studentQuantile(0.975, 1e9)).toBeCloseTo(normalQuantile(0.975), 7);
  });

  test('mirrors and ends', () => {
    near(betaQuantile(0.3, 2, 5), 1 - betaQuantile(0.7, 5, 2), 1e-14);
    expect(betaQuantile(0.42, 1, 1)).toBeCloseTo(0.42, 14);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect([gammaQuantile(0, 3), gammaQuantile(1, 3)]).toEqual([0, Infinity]);
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(normalCdf(-40)).toBe(0);
    expect(normalCdf(40)).toBe(1);
  });
});

describe('counts', () => {
  test('masses add up to the distribution, and both tails to 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.double({ min: 0.01, max: 40, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (x, rate, p) => {
          const upTo = (mass: (k: number) => number): number =>
            Array.from({ length: x + 1 }, (_, k) => mass(k)).reduce((a, b) => a + b, 0);
          near(
            upTo((k) => poissonMass(k, rate)),
            poissonCdf(x, rate),
            1e-10,
          );
          near(
            upTo((k) => binomialMass(k, 60, p)),
            binomialCdf(x, 60, p),
            1e-10,
          );
          near(
            upTo((k) => negativeBinomialMass(k, rate, p)),
            negativeBinomialCdf(x, rate, p),
            1e-10,
          );
          near(poissonCdf(x, rate) + poissonUpper(x + 1, rate), 1, 1e-12);
          near(negativeBinomialCdf(x, rate, p) + negativeBinomialUpper(x + 1, rate, p), 1, 1e-12);
        },
      ),
    );
  });

  test('large means stay exact where other libraries give up', () => {
    // Σ mass over a wide window around the mean.
    const rate = 250_000;
    const window = Array.from({ length: 10_001 }, (_, i) => poissonMass(rate - 5_000 + i, rate));
    near(
      window.reduce((a, b) => a + b, 0),
      1,
      1e-9,
    );
    near(poissonCdf(rate, rate) - poissonCdf(rate - 1, rate), poissonMass(rate, rate), 1e-8);
  });

  test('nothing below 0, everything from n on', () => {
    expect([poissonCdf(-1, 2), binomialCdf(-1, 5, 0.5), binomialCdf(5, 5, 0.5)]).toEqual([0, 0, 1]);
    expect([
      poissonMass(0, 0),
      poissonMass(1, 0),
      binomialMass(0, 5, 0),
      binomialMass(5, 5, 1),
    ]).toEqual([1, 0, 1, 1]);
  });
});

test.each([
  () => betaQuantile(1.2, 1, 1),
  () => betaQuantile(0.5, 0, 1),
  () => gammaQuantile(0.5, -1),
  () => normalQuantile(Number.NaN),
  () => studentQuantile(0.5, 0),
  () => logGamma(0),
  () => binomialCdf(1, 5, 1.5),
  () => poissonCdf(1, -1),
])('a question without an answer is refused by its code (%#)', (ask) => {
  expect(ask).toThrow(StatsError);
  expect(ask).toThrow(/^argument-invalid/);
});
