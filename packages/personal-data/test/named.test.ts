import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSurnames, surnamesIn } from '../src/index.ts';

const foundIn = (text: string, ...surnames: string[]): string[] =>
  findSurnames(text, surnames).map(({ start, end }) => text.slice(start, end));

describe('a surname that is known', () => {
  test.each([
    ['Иванова', 'Иванова, Ивановой, Иванову; к Ивановым', 4],
    ['Иванов', 'Иванов, Иванова, Иванову, Ивановым, об Иванове', 5],
    ['Ёлкин', 'Елкин, у ёлкина, с Ёлкиным', 3],
    ['Достоевская', 'Достоевская, Достоевской, Достоевскую', 3],
    ['Лесной', 'Лесной, Лесного, Лесному', 3],
    ['Кравец', 'Кравец, Кравца, Кравцом', 3],
    ['Гоголь', 'Гоголь, Гоголя, Гоголем', 3],
    ['Лихачёва-Соль', 'Лихачевой-Соль, врач Лихачёва', 2],
    ['Шевченко', 'доктор Шевченко и шевченко', 2],
    ['Берия', 'Берия, Берии, Берию', 3],
    ['Мельник', 'Мельник, Мельника, Мельником', 3],
  ])('%s is found in every case: %s', (surname, text, count) => {
    expect(foundIn(text, surname)).toHaveLength(count);
  });

  test('typed in another case finds the rest', () => {
    expect(foundIn('Принимал Петров, мы ждали Петрова.', 'Петрову')).toHaveLength(2);
    expect(foundIn('Пришла Достоевская.', 'Достоевской')).toEqual(['Достоевская']);
  });

  test('that is an everyday word needs its capital', () => {
    expect(foundIn('Стоял мороз, а доктор Мороз опоздал.', 'Мороз')).toEqual(['Мороз']);
  });

  test('does not find what only begins alike', () => {
    expect(foundIn('Ивановский проезд, иван-чай, улица Ивана', 'Иванов')).toEqual([]);
  });

  test('stands in its place, with invisible characters too', () => {
    const text = 'Врач Ива\u00adно\u200bва ушла.';
    const [span] = findSurnames(text, ['Иванова']);
    expect(text.slice(span!.start, span!.end)).toBe('Ива\u00adно\u200bва');
  });

  test('any text is taken, and spans are in order and apart', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.string()), (text, surnames) => {
        let after = 0;
        for (const { start, end } of findSurnames(`${text} Иванова`, ['Иванов', ...surnames])) {
          expect(start).toBeGreaterThanOrEqual(after);
          expect(end).toBeGreaterThan(start);
          after = end;
        }
      }),
    );
  });
});

test('a note gives the words that may be surnames', () => {
  expect(surnamesIn('терапевт Иванова Анна Петровна, каб. 12')).toEqual(['Иванова']);
  expect(surnamesIn('дежурный врач в регистратуре')).toEqual([]);
});
