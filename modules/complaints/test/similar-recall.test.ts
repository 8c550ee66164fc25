import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conceptsOf } from '../src/model/similar/concepts.ts';
import { marksOf } from '../src/model/similar/marks.ts';
import { numbersIn } from '../src/model/similar/numbers.ts';
import { likeness } from '../src/model/similar/rank.ts';
import { wordsOf } from '../src/model/similar/words.ts';
import { recallAt5 } from './similar-set.ts';

test.each([
  ['even', true],
  ['odd', true],
  ['even', false],
  ['odd', false],
] as const)('recall at five, %s half, days known: %s', (half, withDays) => {
  const { found, asked, pools } = recallAt5(half, withDays);
  expect(asked).toBeGreaterThanOrEqual(100);
  expect(Math.min(...pools)).toBeGreaterThanOrEqual(31);
  expect(found / asked, `${found} of ${asked}`).toBeGreaterThanOrEqual(0.8);
});

const numbers = (text: string) => {
  const { counts, spans_min } = numbersIn(wordsOf(text));
  return [[...counts], [...spans_min]];
};

test.each([
  ['двести четырнадцатый кабинет', [[214], []]],
  ['ждал полтора часа', [[], [90]]],
  ['девяносто минут у 214 кабинета', [[214], [90]]],
  ['час двадцать в очереди', [[], [80]]],
  ['две недели, то есть 14 дней', [[], [20_160]]],
  ['ничего такого', [[], []]],
])('the numbers of «%s»', (text, expected) => {
  expect(numbers(text)).toEqual(expected);
});

test('a word may speak of several things, a strange one of none', () => {
  expect(conceptsOf('хирургу')).toContain('surgery');
  expect(conceptsOf('абракадабра')).toEqual([]);
});

test('likeness knows no order, is never below nought, and nobody is nearer than oneself', () => {
  const texts = fc.array(fc.string({ minLength: 1, maxLength: 60 }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(texts, (stories) => {
      const told = stories.map((story) => ({ marks: marksOf(story), on: null }));
      const forth = likeness(told[0]!, told);
      const back = likeness(told[0]!, told.toReversed()).toReversed();
      forth.forEach((score, at) => expect(score).toBeCloseTo(back[at]!, 9));
      for (const score of forth) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(forth[0]! + 1e-9);
      }
    }),
  );
});
