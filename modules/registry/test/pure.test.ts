import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCursor, parseCursor } from '../src/model/cursor.ts';
import { typingErrors } from '../src/model/distance.ts';
import { outlineOf } from '../src/model/outline.ts';
import { readingsOf, wordsOf } from '../src/model/search-words.ts';
import { latinOf } from '../src/model/transliterate.ts';
import { lineNumbers } from '../src/rows/line-numbers.ts';

test.each([
  ['Поликлиника №68, филиал № 3', ['поликлиника', '68', 'филиал', '~3']],
  ['7-я Парковая улица, д. 8', ['7', 'парковая', '8']],
  ['Пoликлиника No32', ['поликлиника', '32']],
  ['ДГП №048', ['детская', 'городская', 'поликлиника', '48']],
  ['Хорошёво-Мнёвники', ['хорошево', 'мневники']],
  ['й Café ＮＯ', ['cafe']],
  ['—!?', []],
])('words of «%s»', (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('a word in the other layout has both readings', () => {
  expect(readingsOf('gjkbrkbybrf 62')).toEqual([['gjkbrkbybrf', 'поликлиника'], ['62']]);
  expect(readingsOf('[fvjdybrb')).toEqual([['fvjdybrb', 'хамовники']]);
  expect(readingsOf('fh,fn 5')).toEqual([['арбат', 'fhfn'], ['5']]);
  expect(readingsOf('Арбат')).toEqual([['арбат']]);
});

test('words are stable: the words of words are the same words', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const words = wordsOf(text).filter((word) => !word.startsWith('~'));
      for (const word of words) expect(word).toMatch(/^(\p{L}{2,}|\d+)$/u);
    }),
  );
});

test('typing errors: zero for the same, alike both ways, one for one error', () => {
  const word = fc.string({ unit: fc.constantFrom(...'абвгд'), maxLength: 9 });
  fc.assert(
    fc.property(word, word, fc.nat({ max: 12 }), (a, b, at) => {
      expect(typingErrors(a, a, 3)).toBe(0);
      expect(typingErrors(a, b, 9)).toBe(typingErrors(b, a, 9));
      const place = Math.min(at, a.length);
      expect(typingErrors(a, `${a.slice(0, place)}ж${a.slice(place)}`, 3)).toBe(1);
      expect(typingErrors(a, b, 1)).toBe(Math.min(typingErrors(a, b, 9), 2));
    }),
  );
  expect(typingErrors('арбат', 'арабт', 2)).toBe(1);
});

test('a cursor comes back as it went', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.stringMatching(/^[\w|.-]{1,40}$/), (score, key) => {
      expect(parseCursor(formatCursor({ score, key }))).toEqual({ score, key });
    }),
  );
});

test('lines of rows are found whatever the rows hold', () => {
  const cell = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.array(fc.string()));
  const row = fc.oneof(fc.dictionary(fc.string(), cell), fc.integer(), fc.string());
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
      const lines = rows.map((value) => `  ${JSON.stringify(value)}`).join(',\n');
      const text = `{"note": {"rows": [1]},\n"rows": [\n${lines}\n], "after": [{}, {}]}`;
      expect(lineNumbers(text, 'rows')).toEqual(rows.map((_, at) => at + 3));
    }),
  );
});

test('a common border stays common when outlines are made light', () => {
  const border = [
    [37.5004, 55.7],
    [37.5012, 55.7101],
    [37.4996, 55.7203],
    [37.5, 55.73],
  ];
  const left = [...border, [37.4, 55.73], [37.4, 55.7], border[0]!];
  const right = [...border.toReversed(), [37.6, 55.7], [37.6, 55.73], border.at(-1)!];
  const [a, b] = [left, right].map((ring) =>
    outlineOf({ type: 'Polygon', coordinates: [ring] })[0]!.map(String),
  );
  const common = a!.filter((point) => b!.includes(point));
  expect(new Set(common).size).toBe(4);
});

test.each([
  ['Семёновская', 'Semenovskaya'],
  ['Южнопортовый', 'Yuzhnoportovy'],
  ['Щукино', 'Shchukino'],
  ['ЖК «Ю»', 'ZhK «Yu»'],
])('%s is %s', (russian, latin) => expect(latinOf(russian)).toBe(latin));
