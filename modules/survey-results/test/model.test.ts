import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scoreBy } from '@otklik/scoring';
import { comparePlaces } from '../src/model/compare.ts';
import { effectOf } from '../src/model/effect.ts';
import {
  addSums,
  effectiveN,
  meanOf,
  NO_SUMS,
  recommendOf,
  topOf,
  type Sums,
} from '../src/model/figures.ts';
import { dropOf, LEAST_FALL } from '../src/model/drops.ts';
import { groupOf } from '../src/model/groups.ts';
import { importanceOf, toMend } from '../src/model/mend.ts';
import { modesDiffer } from '../src/model/modes.ts';
import { monthBefore, monthsFrom } from '../src/model/months.ts';
import { keyOf, signalsOf, type Facts } from '../src/model/signals.ts';
import { waysShown } from '../src/model/ways.ts';
import type { Question } from '../src/model/questions.ts';

const label = (text: string) => ({ text, lang: null });
const FIVE: Question = {
  linkId: 'doctor',
  text: null,
  kind: 'grade',
  repeats: false,
  options: [5, 4, 3, 2, 1].map((points) => ({
    code: String(points),
    label: label(String(points)),
    points,
    isTop: points === 5,
  })),
};
const WITH_NA: Question = {
  ...FIVE,
  options: [...FIVE.options, { code: 'na', label: label('na'), points: null, isTop: false }],
};
const TEN: Question = {
  ...FIVE,
  kind: 'recommend',
  options: Array.from({ length: 11 }, (_, points) => ({
    code: String(points),
    label: label(String(points)),
    points,
    isTop: points >= 9,
  })),
};
interface Answer {
  readonly points: number;
  readonly weight: number;
}
const sumsOf = (answers: readonly Answer[]): Sums =>
  answers.reduce<Sums>(
    (sums, { points, weight: w }) =>
      addSums(sums, { n: 1, weight: w, weightSq: w * w, sum: w * points, sumSq: w * points ** 2 }),
    NO_SUMS,
  );
function countsOf(answers: readonly Answer[]) {
  const counts = new Map<string, { n: number; weight: number }>();
  for (const { points, weight } of answers) {
    const before = counts.get(String(points)) ?? { n: 0, weight: 0 };
    counts.set(String(points), { n: before.n + 1, weight: before.weight + weight });
  }
  return counts;
}
const weights = fc.constantFrom(1, 2, 4, 8);
const answersOf = (weight: fc.Arbitrary<number>, most = 5) =>
  fc.array(fc.record({ points: fc.integer({ min: 1, max: most }), weight }), {
    minLength: 2,
    maxLength: 80,
  });

describe('figures from sums', () => {
  test('with equal weights they are those of the methods over the people one by one', () => {
    fc.assert(
      fc.property(answersOf(fc.constant(1)), (answers) => {
        const top = topOf(FIVE, countsOf(answers), sumsOf(answers))!;
        const items = Object.fromEntries([...countsOf(answers)].map(([code, { n }]) => [code, n]));
        const { items: scored } = scoreBy('top-box', { topAnswers: ['5'], items: { q: items } })
          .result as { items: { q: { share: number; low: number; high: number } } };
        expect(top.value).toBeCloseTo(scored.q.share, 9);
        expect(top.low).toBeCloseTo(scored.q.low, 9);
        expect(top.high).toBeCloseTo(scored.q.high, 9);
        const given = { min: 1, max: 5, answers: answers.map(({ points }) => points) };
        const linear = scoreBy('linear', given).result as { mean: number };
        expect(meanOf(sumsOf(answers), 1, 5)!.value).toBeCloseTo(linear.mean, 9);
      }),
    );
  });

  test('weights never make more people of them than there are, and n is how many answered', () => {
    fc.assert(
      fc.property(answersOf(weights), (answers) => {
        const sums = sumsOf(answers);
        expect(effectiveN(sums)).toBeLessThanOrEqual(answers.length + 1e-9);
        const mean = meanOf(sums, 1, 5);
        if (mean) {
          expect(mean.n).toBe(answers.length);
          expect(mean.low).toBeLessThanOrEqual(mean.value);
          expect(mean.high).toBeGreaterThanOrEqual(mean.value);
        }
      }),
    );
  });

  test('what does not apply leaves the base, and nobody is not zero', () => {
    const counts = countsOf([
      { points: 5, weight: 1 },
      { points: 4, weight: 1 },
    ]);
    counts.set('na', { n: 98, weight: 98 });
    expect(topOf(WITH_NA, counts, NO_SUMS)!.value).toBe(50);
    expect(topOf(WITH_NA, new Map([['na', { n: 9, weight: 9 }]]), NO_SUMS)).toBeNull();
    expect(meanOf(NO_SUMS, 1, 5)).toBeNull();
  });

  test('a hidden option hides what is made of it', () => {
    const hidden = new Map([['5', { n: null, weight: 0 }]]);
    expect(topOf(FIVE, hidden, NO_SUMS)).toBeNull();
    expect(recommendOf(TEN, hidden)).toBeNull();
  });

  test('willingness to recommend is shown from thirty on', () => {
    const of = (n: number) => recommendOf(TEN, new Map([['10', { n, weight: n }]]))!;
    expect(of(29)).toMatchObject({ n: 29, isShown: false, value: null, low: null });
    expect(of(30)).toMatchObject({ n: 30, isShown: true, value: 100, high: 100 });
  });
});

describe('comparison', () => {
  const place = (placeId: string, points: readonly number[]) => ({
    placeId,
    sums: sumsOf(points.map((one) => ({ points: one, weight: 1 }))),
  });
  const FIVE_SCALE = { low: 1, high: 5 };
  const mixed = (share: number, n: number) =>
    Array.from({ length: n }, (_, at) => (at % 10 < share ? 5 : 1));

  test('places that differ by chance have no order and no rank', () => {
    const alike = [4, 5, 4, 5, 4].map((share, at) => place(`p${at}`, mixed(share, 20)));
    const found = comparePlaces(alike, FIVE_SCALE)!;
    expect(found.isOrdered).toBe(false);
    expect(found.places.every(({ ranks }) => ranks === null)).toBe(true);
  });

  test('places that truly differ have ranks that are ranges, the best first', () => {
    const apart = [1, 3, 5, 7, 9].map((share, at) => place(`p${at}`, mixed(share, 400)));
    const found = comparePlaces(apart, FIVE_SCALE)!;
    expect(found.isOrdered).toBe(true);
    expect(found.places.at(-1)!.ranks![0]).toBe(1);
    expect(found.places[0]!.ranks![1]).toBe(5);
  });

  test('the fewer answers, the closer to the mean of all', () => {
    const found = comparePlaces(
      [
        place('small', mixed(9, 10)),
        ...[2, 4, 6, 8].map((share, at) => place(`p${at}`, mixed(share, 300))),
      ],
      FIVE_SCALE,
    )!;
    const small = found.places[0]!;
    expect(small.figure.value).toBeLessThan(small.own);
    expect(small.reliability).toBeLessThan(found.places[1]!.reliability);
  });

  test('one place is compared with nobody', () => {
    expect(comparePlaces([place('alone', [1, 2, 3])], FIVE_SCALE)).toBeNull();
    expect(comparePlaces([], FIVE_SCALE)).toBeNull();
  });
});

describe('what to mend first', () => {
  const figure = (value: number) => ({ value, low: value - 3, high: value + 3, n: 100 });
  const row = (linkId: string, here: number, region: number) => ({
    linkId,
    here: figure(here),
    region,
  });

  test('what weighs most and lies farthest below comes first; what is not below is left out', () => {
    const weigh = new Map([
      ['light', 0.1],
      ['heavy', 0.7],
      ['fine', 0.2],
    ]);
    const list = toMend([row('light', 60, 75), row('heavy', 65, 75), row('fine', 80, 75)], weigh);
    expect(list.map(({ linkId }) => linkId)).toEqual(['heavy', 'light']);
  });

  test('what chance may explain comes after what it does not', () => {
    const list = toMend([row('chance', 74, 75), row('real', 60, 75)], null);
    expect(list.map(({ linkId, isBelow }) => [linkId, isBelow])).toEqual([
      ['real', true],
      ['chance', false],
    ]);
  });

  test('the item that follows the outcome explains more of it', () => {
    const rows = Array.from({ length: 400 }, (_, at) => ({
      a: at % 5,
      b: (at * 7) % 5,
      y: 2 * (at % 5) + (at % 3),
    }));
    const pair = (one: 'a' | 'b' | 'y', other: 'a' | 'b' | 'y') => ({
      a: one,
      b: other,
      n: rows.length,
      sumA: rows.reduce((sum, row) => sum + row[one], 0),
      sumB: rows.reduce((sum, row) => sum + row[other], 0),
      sumAA: rows.reduce((sum, row) => sum + row[one] ** 2, 0),
      sumBB: rows.reduce((sum, row) => sum + row[other] ** 2, 0),
      sumAB: rows.reduce((sum, row) => sum + row[one] * row[other], 0),
    });
    const found = importanceOf([pair('a', 'b'), pair('a', 'y'), pair('b', 'y')], ['a', 'b'], 'y')!;
    expect(found.get('a')!).toBeGreaterThan(found.get('b')!);
    expect(found.get('a')! + found.get('b')!).toBeCloseTo(1, 9);
    expect(importanceOf([], ['a', 'b'], 'y')).toBeNull();
  });
});

describe('ways of asking', () => {
  test('messages, a poster, a tablet and paper stand alone', () => {
    expect((['mail', 'cabinet'] as const).map(groupOf)).toEqual(['invited', 'invited']);
    expect((['sms', 'messenger', 'paper', 'tablet', 'poster'] as const).map(groupOf)).toEqual([
      'sms',
      'messenger',
      'paper',
      'tablet',
      'poster',
    ]);
  });

  test('those who were invited are pooled unless they answer differently', () => {
    const mode = (name: string, top: number, n: number) => ({ mode: name, top, n });
    expect(modesDiffer([mode('mail', 60, 100), mode('cabinet', 58, 100)])).toBe(false);
    expect(modesDiffer([mode('mail', 80, 100), mode('cabinet', 40, 100)])).toBe(true);
    // Too few to tell.
    expect(modesDiffer([mode('mail', 80, 100), mode('cabinet', 0, 12)])).toBe(false);
  });
});

test('windows are whole months', () => {
  expect(monthBefore('2026-03-31', 1)).toBe('2026-02-01');
  expect(monthsFrom('2025-11-01', '2026-02-01')).toEqual([
    '2025-11-01',
    '2025-12-01',
    '2026-01-01',
    '2026-02-01',
  ]);
});

describe('a fall of a place’s mark', () => {
  const FIVES = [1, 5] as const;
  /** So many equal answers about this mean, half of them a point and a half above it and half below. */
  const about = (n: number, mean: number): Sums => ({
    n,
    weight: n,
    weightSq: n,
    sum: n * mean,
    sumSq: n * (mean ** 2 + 1.5 ** 2),
  });
  const steady = { before: about(5000, 4), after: about(1500, 4) };
  const at = (n: number, after: number, region = steady) =>
    dropOf({ before: about(4 * n, 4), after: about(n, after) }, region, FIVES, 8);

  test('is told with its size and interval, by hand', () => {
    // From 75 to 50 of a hundred; a person differs by 1.5 of 4 points, 37.5 of a hundred.
    const drop = at(100, 3)!;
    expect(drop).toMatchObject({ before: 75, after: 50, fall: 25 });
    const half = 1.959964 * 37.5 * Math.sqrt(1 / 100 + 1 / 400);
    expect(drop.low).toBeCloseTo(25 - half, 1);
    expect(drop.high).toBeCloseTo(25 + half, 1);
  });

  test('is none by chance, of a few, of a few points, or where everybody’s fell', () => {
    // The same fall among twelve people is what chance does once in a hundred looks.
    expect(at(12, 3)).toBeNull();
    expect(at(7, 1)).toBeNull();
    expect(dropOf({ before: about(7, 5), after: about(500, 1) }, steady, FIVES, 8)).toBeNull();
    const least = 4 - (4 * LEAST_FALL) / 100;
    expect(at(100_000, least + 0.02)).toBeNull();
    expect(at(100_000, least - 0.02)).not.toBeNull();
    expect(at(100, 3, { before: about(5000, 4), after: about(1500, 3) })).toBeNull();
    expect(at(100, 3, { before: about(5000, 4), after: about(1500, 3.8) })).not.toBeNull();
    // A rise elsewhere makes nothing worse here.
    expect(at(100, 4, { before: about(5000, 3), after: about(1500, 5) })).toBeNull();
  });
});

describe('a way of asking', () => {
  const sums = { asked: 100, delivered: 90, returned: 10, refused: 0, otherwise: 9, parts: 0 };
  const shown = (over: Partial<typeof sums> = {}, n = 45) =>
    waysShown(new Map([['mail', { ...sums, ...over }]]), new Map([['mail', n]]), 8)[0]!;

  test('is told with its share and interval, and never added to another', () => {
    expect(shown()).toMatchObject({ mode: 'mail', delivered: 90, returned: 10, answered: 45 });
    expect(shown().share!.value).toBeCloseTo(0.5);
    expect(shown().share!.low).toBeLessThan(0.5);
    const both = waysShown(
      new Map([
        ['mail', sums],
        ['sms', { ...sums, parts: 200 }],
      ]),
      new Map([
        ['mail', 45],
        ['cabinet', 20],
        ['tablet', 30],
      ]),
      8,
    );
    expect(both.map(({ mode, answered, parts }) => [mode, answered, parts])).toEqual([
      ['mail', 45, null],
      ['cabinet', 20, null],
      ['sms', 0, 200],
      ['tablet', 30, null],
    ]);
    // Nobody knows how many saw a tablet, and the cabinet's are invitations of the others.
    expect(both.filter(({ share }) => share === null).map(({ mode }) => mode)).toEqual([
      'cabinet',
      'sms',
      'tablet',
    ]);
  });

  test.each([
    [
      { returned: 3, delivered: 97 },
      { returned: null, delivered: null, share: null },
    ],
    [
      { asked: 7, delivered: 7 },
      { asked: null, delivered: null, answered: 45 },
    ],
    [
      { delivered: 95, returned: 0 },
      { delivered: null, returned: 0, share: null },
    ],
    [
      { delivered: 40, returned: 60 },
      { delivered: 40, share: null },
    ],
    [{ otherwise: 2 }, { otherwise: null, delivered: 90 }],
  ])('%o: few and what follows from few is not told', (over, told) => {
    expect(shown(over)).toMatchObject(told);
  });
});

describe('a signal', () => {
  const NONE: Facts = {
    reported: [],
    answered: [],
    alike: [],
    letters: [],
    month: '2026-06-01',
    monthBefore: '2026-05-01',
  };
  const kinds = (over: Partial<Facts>) => signalsOf({ ...NONE, ...over }).map(({ kind }) => kind);
  const weeks = (...list: number[]) => ({ reported: [{ placeId: 'p', weeks: list }] });
  const months = (mode: string, ...list: number[]) => ({
    answered: [{ placeId: 'p', mode, months: list }],
  });
  const letters = (before: number, lately = 0, takenBack = 0) => ({
    letters: [{ placeId: 'p', before, lately, takenBack }],
  });
  const alike = (n: number, same: number, questions = 3) => ({
    alike: Array.from({ length: questions }, () => ({
      placeId: 'p',
      mode: 'tablet',
      month: '2026-06-01',
      n,
      same,
    })),
  });

  test.each([
    ['a place that falls silent', weeks(0, 20, 18, 22, 25, 19), ['silent-visits']],
    ['one that always reports now and then', weeks(0, 20, 0, 0, 25, 0), []],
    ['one of few visits', weeks(0, 4, 5, 4, 6, 5), []],
    ['one that goes on', weeks(1, 20, 18, 22, 25, 19), []],
    ['letters without an answer', letters(60), ['no-answers']],
    ['few letters without an answer', letters(40), []],
    ['letters with answers', { ...letters(60), ...months('mail', 0, 9) }, []],
    [
      'letters while only a tablet answers',
      { ...letters(60), ...months('tablet', 9) },
      ['no-answers'],
    ],
    ['all fives', alike(40, 40), ['same-answers']],
    ['nearly all', alike(100, 97), ['same-answers']],
    ['many, not nearly all', alike(100, 96), []],
    ['few answers alike', alike(12, 12), []],
    ['two questions alike', alike(40, 40, 2), []],
    ['a run at a tablet', months('tablet', 90, 20, 22, 25), ['burst']],
    ['a run the month before', months('poster', 0, 90, 22, 25), ['burst']],
    ['a tablet that is new', months('tablet', 20, 0, 0, 0), []],
    ['many letters answered', months('mail', 900, 20, 22, 25), []],
    ['visits taken back', letters(0, 40, 12), ['taken-back']],
    ['some visits taken back', letters(0, 400, 12), []],
    ['few visits taken back', letters(0, 10, 7), []],
  ] as const)('%s', (_what, over, found) => {
    expect(kinds(over as Partial<Facts>)).toEqual(found);
  });

  test('is one thing a month: what was checked stays checked', () => {
    const [one] = signalsOf({ ...NONE, ...weeks(0, 20, 18, 22, 25, 19) });
    const [later] = signalsOf({ ...NONE, ...weeks(0, 21, 20, 18, 22, 25) });
    expect(keyOf(one!)).toBe(keyOf(later!));
  });
});

describe('what followed on a promise', () => {
  test.each([
    [{ top: 40, n: 100 }, { top: 70, n: 100 }, 'better'],
    [{ top: 70, n: 100 }, { top: 40, n: 100 }, 'worse'],
    [{ top: 40, n: 100 }, { top: 45, n: 100 }, 'unclear'],
  ] as const)('%o, then %o: %s', (before, after, verdict) => {
    const effect = effectOf(before, after)!;
    expect(effect.verdict).toBe(verdict);
    expect(effect.low).toBeLessThan(effect.difference);
    expect(effect.high).toBeGreaterThan(effect.difference);
  });
  test('agrees with Newcombe’s example of his method 10: 56/70 and 48/80', () => {
    const { difference, low, high } = effectOf({ top: 48, n: 80 }, { top: 56, n: 70 })!;
    expect([difference, low, high].map((value) => value.toFixed(4))).toEqual([
      '0.2000',
      '0.0524',
      '0.3339',
    ]);
  });
  test.each([
    [
      { top: 10, n: 29 },
      { top: 20, n: 40 },
    ],
    [
      { top: 40, n: 40 },
      { top: 20, n: 40 },
    ],
    [
      { top: 20, n: 40 },
      { top: 0, n: 40 },
    ],
  ])('%o, then %o: is not told', (before, after) => {
    expect(effectOf(before, after)).toBeNull();
  });
});
