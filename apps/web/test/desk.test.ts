import fc from 'fast-check';
import { withLocale } from '@otklik/i18n';
import { describe, expect, test } from 'vitest';
import { applyCuts, GAP } from '../../../modules/cases/src/model/cuts.ts';
import {
  cutRanges,
  publicPieces,
  rangeOf,
  withCuts,
  withoutMarks,
} from '../src/lib/desk/cut-story.js';
import { leftOf, leftWords } from '../src/lib/desk/left.ts';
import { linkedText } from '../src/lib/letter-text.ts';

describe('what everybody will see of a story', () => {
  test.each([
    ['как есть', ['как есть']],
    ['врач [[Иванова]] ушла', ['врач ', null, ' ушла']],
    ['[[всё]]', [null]],
    ['не [[закрыто', ['не ', null]],
    ['[[а]][[б]]', [null, null]],
  ])('%s', (marked, pieces) => {
    expect(publicPieces(marked)).toEqual(pieces);
  });

  test('the preview is what the server will publish, and nothing that was cut is in it', () => {
    const text = fc.string({ unit: fc.constantFrom('а', 'б', ' ', '\n') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (parts) => {
        const marked = `!${parts.map(([kept, cut]) => `${kept}[[${cut}]]`).join('')}`;
        const shown = publicPieces(marked).map((piece) => piece ?? GAP);
        expect(shown.join('')).toBe(applyCuts(withoutMarks(marked), marked));
        expect(shown.filter((piece) => piece !== GAP).join('')).toBe(
          `!${parts.map(([kept]) => kept).join('')}`,
        );
      }),
    );
  });
});

describe('proposed cuts', () => {
  test('are put into the text and join what was cut already', () => {
    const text = 'Врач Иванова, тел. 8 916 000 12 12, груба';
    const once = withCuts(text, [[19, 34]]);
    expect(once).toBe('Врач Иванова, тел. [[8 916 000 12 12]], груба');
    expect(cutRanges(once)).toEqual([[19, 34]]);
    expect(withCuts(once, [[5, 12]])).toBe('Врач [[Иванова]], тел. [[8 916 000 12 12]], груба');
    expect(withCuts(once, [[15, 22]])).toBe('Врач Иванова, т[[ел. 8 916 000 12 12]], груба');
    expect(
      withCuts(once, [
        [19, 34],
        [900, 901],
      ]),
    ).toBe(once);
    expect(rangeOf('19-34')).toEqual([19, 34]);
    expect(withCuts(text, [rangeOf('x'), rangeOf('')])).toBe(text);
  });

  test('the server takes every such text as the author’s own, and nothing proposed is public', () => {
    const word = fc.string({
      unit: fc.constantFrom('а', 'б', ' ', '\n'),
      minLength: 1,
      maxLength: 40,
    });
    const range = fc.tuple(fc.nat(45), fc.nat(45));
    fc.assert(
      fc.property(word, fc.array(range), fc.array(range), (body, first, second) => {
        const story = `!${body}!`;
        // The first and the last sign stay, so that something is left to publish.
        const inner = (list: [number, number][]): [number, number][] =>
          list.map(([a, b]) => [Math.min(a, b) + 1, Math.min(Math.max(a, b) + 1, body.length + 1)]);
        const marked = withCuts(withCuts(story, inner(first)), inner(second));
        const hidden = [...story].map((_, at) =>
          [...inner(first), ...inner(second)].some(([start, end]) => at >= start && at < end),
        );
        const kept = [...story].filter((_, at) => !hidden[at]).join('');
        expect(applyCuts(story, marked).replaceAll(GAP, '')).toBe(kept);
      }),
    );
  });
});

test.each([
  ['2026-06-10T09:00:30Z', 'ещё 1 минута', 'soon'],
  ['2026-06-10T14:59:00Z', 'ещё 5 часов', 'soon'],
  ['2026-06-11T09:00:00Z', 'ещё 24 часа', 'plain'],
  ['2026-06-13T08:59:00Z', 'ещё 2 дня', 'plain'],
  ['2026-06-10T08:58:00Z', 'опоздание 2 минуты', 'late'],
  ['2026-06-01T09:00:00Z', 'опоздание 9 дней', 'late'],
])('the time left until %s is told as «%s»', (due, text, tone) => {
  const now = new Date('2026-06-10T09:00:00Z');
  const left = withLocale('ru', () => leftOf(new Date(due), now));
  expect({ ...left, text: left.text.replaceAll('\u00a0', ' ') }).toEqual({ text, tone });
});

test('links of a letter keep to the name by which this browser knows us', () => {
  const text = 'Откройте http://localhost:8080/confirm/abc?x=1. Справка: https://example.org/a';
  const at = (origin: string) => linkedText(text, new URL(origin));
  expect(at('http://127.0.0.1:8080/')).toEqual([
    { text: 'Откройте ' },
    { text: 'http://localhost:8080/confirm/abc?x=1', href: '/confirm/abc?x=1' },
    { text: '. Справка: ' },
    { text: 'https://example.org/a', href: 'https://example.org/a' },
  ]);
  expect(at('http://127.0.0.1:9090/')[1]?.href).toBe('http://localhost:8080/confirm/abc?x=1');
});

describe('time left in the unit of the term', () => {
  // A number and its unit are kept on one line.
  const breakable = (text: string): string => text.replaceAll('\u00a0', ' ');
  const left = (
    unit: 'working-days' | 'calendar-days' | 'hours',
    days: number,
    hours: number,
    minutes = 0,
  ) => ({ late: false, unit, days, hours, minutes }) as const;

  test.each([
    [left('working-days', 2, 3), 'осталось 2 рабочих дня 3 часа', 'plain'],
    [left('working-days', 1, 0), 'осталось 1 рабочий день', 'plain'],
    [left('working-days', 0, 5, 40), 'осталось 5 часов', 'soon'],
    [left('calendar-days', 10, 1), 'осталось 10 дней 1 час', 'plain'],
    [left('hours', 0, 1, 20), 'осталось 1 ч 20 мин', 'soon'],
    [left('hours', 0, 23), 'осталось 23 ч', 'plain'],
    [left('hours', 0, 75, 10), 'осталось 3 дня', 'plain'],
    [left('hours', 0, 0, 0), 'осталось 1 мин', 'soon'],
    [{ ...left('working-days', 1, 9), late: true }, 'просрочено на 1 рабочий день', 'late'],
    [{ ...left('working-days', 0, 9), late: true }, 'просрочено на 9 часов', 'late'],
    [{ ...left('working-days', 0, 0), late: true }, 'срок вышел', 'late'],
    [{ ...left('hours', 0, 0, 12), late: true }, 'просрочено на 12 мин', 'late'],
  ])('%o', (given, text, tone) => {
    const told = withLocale('ru', () => leftWords(given));
    expect({ ...told, text: breakable(told.text) }).toEqual({ text, tone });
  });

  test('is told in English too', () => {
    const { text } = withLocale('en', () => leftWords(left('working-days', 2, 3)));
    expect(breakable(text)).toBe('2 working days 3 hours left');
  });
});
