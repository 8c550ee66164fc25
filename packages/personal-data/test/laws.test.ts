import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findPersonalData, innOk, luhnOk, redact, snilsOk } from '../src/index.ts';

const digits = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

/** Lead-ins and endings with everyday numbers in them. */
const before = fc.constantFrom(
  '',
  'Здравствуйте! ',
  'В кабинете 312 сказали: ',
  'Вчера, 12.11.2025 в 10:40, просили ',
  '😡 Опять! ',
  'Ждали 30-40 минут, ',
  'Купила бахилы за 20 рублей. ',
  'По закону № 323-ФЗ: ',
);
const after = fc.constantFrom(
  '',
  '.',
  ', жду ответа',
  ' и всё',
  '; приём в 15:00',
  ' (проверьте)',
  '!\nСпасибо',
);

function snilsOf(nine: string): string {
  const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (9 - at), 0);
  return nine + String((sum % 101) % 100).padStart(2, '0');
}
function luhnOf(start: string): string {
  for (let last = 0; last < 10; last += 1) if (luhnOk(`${start}${last}`)) return `${start}${last}`;
  throw new Error('no check digit');
}
const cut = (number: string, sizes: readonly number[], signs: readonly string[]): string => {
  let at = 0;
  return sizes.map((size, index) => number.slice(at, (at += size)) + (signs[index] ?? '')).join('');
};

/** One span covers the number, wherever it stands. */
function expectFound(text: string, number: string, type: string): void {
  const start = text.indexOf(number);
  const hit = findPersonalData(text).find(
    (span) => span.start <= start && span.end >= start + number.length,
  );
  expect({ text, type: hit?.type }).toEqual({ text, type });
}

describe('numbers in random wordings', () => {
  test('SNILS with the right check digits', () => {
    const form = fc.constantFrom<[number[], string[]]>(
      [
        [3, 3, 3, 2],
        ['-', '-', ' '],
      ],
      [
        [3, 3, 3, 2],
        ['-', '-', '-'],
      ],
      [
        [3, 3, 3, 2],
        [' ', ' ', ' '],
      ],
      [[9, 2], [' ']],
    );
    const nine = digits(8).map((rest) => `9${rest}`);
    const word = fc.constantFrom('СНИЛС ', 'мой снилс: ', 'номер СНИЛС - ', '');
    fc.assert(
      fc.property(before, word, nine, form, after, (lead, name, number, [sizes, signs], end) => {
        const written = cut(snilsOf(number), sizes, signs);
        expectFound(lead + name + written + end, written, 'snils');
      }),
    );
  });

  test('health policies and cards by Luhn', () => {
    const form = fc.constantFrom('', ' ', '-');
    const rest = digits(13);
    fc.assert(
      fc.property(before, rest, form, after, (lead, body, sign, end) => {
        const policy = cut(luhnOf(`99${body}`), [4, 4, 4, 4], [sign, sign, sign]);
        expectFound(`${lead}полис ${policy}${end}`, policy, 'policy');
        const card = cut(
          luhnOf(`22${body}`.replace(/^..../, '2200')),
          [4, 4, 4, 4],
          [sign, sign, sign],
        );
        expectFound(`${lead}платила картой ${card}${end}`, card, 'bank_card');
      }),
    );
  });

  test('mobile phones', () => {
    const form = fc.constantFrom<[string, number[], string[]]>(
      ['8 (', [3, 3, 2, 2], [') ', '-', '-']],
      ['+7 ', [3, 3, 2, 2], [' ', ' ', ' ']],
      ['8', [10], []],
      ['8-', [3, 3, 2, 2], ['-', '-', '-']],
      ['+7', [10], []],
      ['8 ', [3, 7], [' ']],
      ['8(', [3, 3, 4], [')', '-']],
    );
    const word = fc.constantFrom('тел. ', 'мой телефон ', 'звоните ', 'номер ', '');
    fc.assert(
      fc.property(
        before,
        word,
        digits(2),
        form,
        digits(4),
        after,
        (lead, name, code, [head, sizes, signs], tail, end) => {
          const written = head + cut(`9${code}000${tail}`, sizes, signs);
          const text = `${lead}${name}${written}${end}`;
          expectFound(text, written, 'phone');
        },
      ),
    );
  });

  test('phones in words', () => {
    const units = 'ноль один два три четыре пять шесть семь восемь девять'.split(' ');
    fc.assert(
      fc.property(before, digits(9), after, (lead, rest, end) => {
        const said = [...`89${rest}`].map((digit) => units[Number(digit)]).join(' ');
        expectFound(`${lead}номер ${said}${end}`, said, 'phone');
      }),
    );
  });
});

describe('look-alikes stay', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((value) => String(value).padStart(2, '0'));
  const month = fc.integer({ min: 1, max: 12 }).map((value) => String(value).padStart(2, '0'));
  const small = fc.integer({ min: 1, max: 999 });
  const thing = fc.oneof(
    fc.tuple(day, month).map(([d, m]) => `записали на ${d}.${m}.2025 в ${d}:${m}`),
    small.map((n) => `кабинет ${n}, этаж 2`),
    small.map((n) => `талон А-${n}`),
    small.map((n) => `заплатила ${n} 500 рублей`),
    small.map((n) => `назначили ${n} мг 2 раза в день`),
    small.map((n) => `ст. ${n} Федерального закона от 21.11.2011 № ${n}-ФЗ`),
    small.map((n) => `обращение № ОГ-${n}/25`),
    digits(10).map((n) => `обращение № ${n} от 12.03.2025`),
    small.map((n) => `поликлиника № ${n}, филиал 2`),
    small.map((n) => `автобус ${n}, ждали ${n} минут`),
    digits(7).map((n) => `по горячей линии 8 800 ${n} молчат`),
    digits(7).map(
      (n) => `телефон регистратуры 8 (495) ${n.slice(0, 3)}-${n.slice(3, 5)}-${n.slice(5)}`,
    ),
    fc.integer({ min: 1, max: 12 }).map((n) => `приём с ${n}-00 до 20-00`),
  );
  test('prices, dates, tickets, rooms, doses, laws, public lines', () => {
    fc.assert(
      fc.property(fc.array(thing, { minLength: 1, maxLength: 4 }), (things) => {
        const text = `${things.join(', ')}.`;
        expect({ text, found: findPersonalData(text) }).toEqual({ text, found: [] });
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  const words = fc.constantFrom(
    'тел',
    '8',
    '916',
    '000',
    '-',
    '(',
    ')',
    'ул.',
    'Липовая',
    'д.',
    '14',
    'кв',
    '@',
    'собака',
    'точка',
    'ru',
    'Иванова',
    'Н.',
    'Анна',
    'Петровна',
    'девять',
    'ноль',
    '№',
    'серия',
    'паспорт',
    'карта',
    '\n',
    ',',
    'О',
    'З',
    '😡',
    '\u200b',
    '7️⃣',
    'vk.com/',
    'родился',
    '2',
    'мая',
    '1958',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.tuple(words, fc.constantFrom('', ' ', '  ')), { maxLength: 60 })
      .map((all) => all.flat().join('')),
  );
  test('spans lie inside, in order, apart, and cutting them leaves the rest as it was', () => {
    fc.assert(
      fc.property(text, (source) => {
        const spans = findPersonalData(source, { minConfidence: 0 });
        let done = 0;
        let kept = '';
        for (const span of spans) {
          expect(span.start).toBeGreaterThanOrEqual(done);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(source.length);
          kept += `${source.slice(done, span.start)}[…]`;
          done = span.end;
        }
        expect(redact(source, spans)).toBe(kept + source.slice(done));
      }),
      { numRuns: 600 },
    );
  });

  test('a street without a house at the very end of a text is no trouble', () => {
    for (const source of ['ул.карта,', 'ул. карта', 'проспект Мира,'])
      expect(() => findPersonalData(source, { minConfidence: 0 })).not.toThrow();
  });

  test('the same text gives the same answer', () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(findPersonalData(source)).toEqual(findPersonalData(source));
      }),
    );
  });
});

test('known numbers', () => {
  expect(snilsOk('11223344595')).toBe(true);
  expect(snilsOk('08765430300')).toBe(true);
  expect(snilsOk('11223344596')).toBe(false);
  expect(innOk('500100732259')).toBe(true);
  expect(innOk('500100732258')).toBe(false);
  expect(luhnOk('4111111111111111')).toBe(true);
  expect(luhnOk('4111111111111112')).toBe(false);
});
