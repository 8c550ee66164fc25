import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOK_WEIGHTS_2018, scoreBy, wilson } from '../src/index.ts';
import { inputOf } from './support/golden.ts';

const counts = fc.nat(500);
const numbers = (result: Readonly<Record<string, unknown>>, name: string): number => {
  const value = result[name];
  if (typeof value !== 'number') throw new Error(`${name} is no number`);
  return value;
};

test('a share lies in its interval, the interval on the scale, and more answers narrow it', () => {
  fc.assert(
    fc.property(counts, counts, (k, rest) => {
      const n = k + rest;
      const { share, low, high } = wilson(k, n);
      if (n === 0) {
        // No value is returned: fast-check would read one as the property's answer.
        expect([share, low, high]).toEqual([null, null, null]);
        return;
      }
      const slack = 1e-9;
      expect(numbers({ low }, 'low')).toBeLessThanOrEqual(numbers({ share }, 'share') + slack);
      expect(numbers({ high }, 'high')).toBeGreaterThanOrEqual(numbers({ share }, 'share') - slack);
      expect(low).toBeGreaterThanOrEqual(0);
      expect(high).toBeLessThanOrEqual(100);
      const more = wilson(10 * k, 10 * n);
      const width = (one: { low: number | null; high: number | null }): number =>
        (one.high ?? 0) - (one.low ?? 0);
      expect(width(more)).toBeLessThan(width({ low, high }));
    }),
  );
});

test('changing promoters for detractors turns the value round', () => {
  fc.assert(
    fc.property(counts, counts, counts, (promoters, passives, detractors) => {
      fc.pre(promoters + passives + detractors > 0);
      const { result } = scoreBy('nps', { promoters, passives, detractors });
      const turned = scoreBy('nps', {
        promoters: detractors,
        passives,
        detractors: promoters,
      }).result;
      expect(turned['nps']).toBeCloseTo(-numbers(result, 'nps'), 9);
      expect(turned['se']).toBeCloseTo(numbers(result, 'se'), 9);
    }),
  );
});

test('raw answers and their counts give the same', () => {
  const answers = fc.array(fc.option(fc.integer({ min: 0, max: 10 })), { maxLength: 60 });
  fc.assert(
    fc.property(answers, (list) => {
      const { counts: counted, ...rest } = scoreBy('nps', { answers: list }).result;
      expect(scoreBy('nps', counted).result).toEqual(rest);
    }),
  );
});

const scale = fc.array(fc.option(fc.integer({ min: 1, max: 5 })), { maxLength: 20 });

test('mirrored answers on the mirrored scale give the same score', () => {
  fc.assert(
    fc.property(scale, (answers) => {
      const straight = scoreBy('linear', { min: 1, max: 5, answers }).result;
      const mirrored = answers.map((answer) => (answer === null ? null : 6 - answer));
      expect(
        scoreBy('linear', { min: 1, max: 5, reversed: true, answers: mirrored }).result,
      ).toEqual(straight);
    }),
  );
});

test('a score of half of the items stays when the others do not apply, and lies among the answers', () => {
  fc.assert(
    fc.property(scale, (answers) => {
      const [score] = scoreBy('half-scale', { respondents: [answers] }).result['scores'] as (
        | number
        | null
      )[];
      const given = answers.filter((answer) => answer !== null);
      expect(score === null).toBe(
        given.length < Math.ceil(answers.length / 2) || given.length === 0,
      );
      if (score === null || score === undefined) return;
      expect(score).toBeGreaterThanOrEqual(Math.min(...given) - 1e-9);
      expect(score).toBeLessThanOrEqual(Math.max(...given) + 1e-9);
      const applied = answers.map((answer) => answer ?? 'na');
      expect(scoreBy('half-scale', { respondents: [applied] }).result['mean']).toBe(score);
    }),
  );
});

test('items count alike in the composite, however many answered them', () => {
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 2, max: 9 }), (a, b, times) => {
      const other = { '1': 1, '5': 3 };
      const composite = (items: object) =>
        scoreBy('top-box', { topAnswers: [5], items }).result['composite'];
      fc.pre(a + b > 0);
      const once = composite({ x: { '1': a, '5': b }, other });
      const often = composite({ x: { '1': a * times, '5': b * times }, other });
      expect(often).toBeCloseTo(Number(once), 9);
    }),
  );
});

test('the weights of НОК count only by their ratio inside a criterion', () => {
  const input = inputOf('nok-dev-02');
  const plain = scoreBy('nok-2018', input).result;
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), (factor) => {
      const health = Object.fromEntries(
        Object.entries(NOK_WEIGHTS_2018['health'] ?? {}).map(([name, weight]) => [
          name,
          weight * factor,
        ]),
      );
      const scaled = scoreBy('nok-2018', input, { health }).result;
      expect(scaled['score']).toBeCloseTo(numbers(plain, 'score'), 9);
      expect(scaled['undefined']).toEqual(plain['undefined']);
    }),
  );
});
