import fc from 'fast-check';
import { withLocale } from '@otklik/i18n';
import { describe, expect, test } from 'vitest';
import { applyCuts, GAP } from '../../../modules/complaints/src/model/cuts.ts';
import { publicPieces, withoutMarks } from '../src/lib/desk/cut-story.js';
import { leftOf } from '../src/lib/desk/left.ts';
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
