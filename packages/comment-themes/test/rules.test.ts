import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ASPECTS, labelOf, LONGEST_COMMENT, SIDES, themesOf } from '../src/index.ts';

const labels = (text: string) => themesOf(text).map(({ aspect, side }) => labelOf(aspect, side));

describe('what turns a side', () => {
  test.each([
    ['Ждали два часа.', ['waiting-']],
    ['Не ждали ни минуты.', ['waiting+']],
    ['Приняли без очереди.', ['waiting+']],
    ['Врач вежливый.', ['doctor+']],
    ['Врач не вежливый.', ['doctor-']],
    ['Лекарство не помогло.', ['medicine-']],
    ['Талонов нет.', ['booking-']],
    ['Замечаний нет.', ['other+']],
    ['Ни плохого, ни хорошего сказать не могу.', []],
    ['Приём длился пятнадцать минут.', []],
    ['', []],
  ])('%s', (text, wanted) => {
    expect(labels(text)).toEqual(wanted);
  });
});

describe('where a comment divides', () => {
  test('a contrast gives two themes, praise and criticism apart', () => {
    expect(labels('Доктор внимательная, но ждали полтора часа.')).toEqual(['waiting-', 'doctor+']);
  });

  test('who was named stays the one it is said of', () => {
    expect(labels('Доктор выслушала, объяснила, зачем каждый анализ.')).toEqual(['doctor+']);
  });

  test('the past is not held against the present', () => {
    expect(labels('Раньше был хороший участковый, сейчас каждый раз новый.')).toEqual(['doctor-']);
  });

  test('a doctor one goes to is not the one who is judged', () => {
    expect(labels('К неврологу не записаться.')).toEqual(['booking-']);
  });

  test('two times of day say how long the wait was', () => {
    expect(labels('Записана на 10:12, вошла в 10:15.')).toEqual(['waiting+']);
    expect(labels('Назначили на 14:30, вызвали в 15:40.')).toEqual(['waiting-']);
  });
});

describe('laws', () => {
  const words = [
    'врач',
    'не',
    'хорошо',
    'очередь',
    'час',
    ',',
    '.',
    'но',
    'лифт',
    'сломан',
    '12:40',
    '10',
  ];
  const texts = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((all) => all.join(' '));

  test('evidence lies in the text, each aspect and side stands once, in the order of the list', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ maxLength: 300 })), (text) => {
        const themes = themesOf(text);
        for (const { from, to } of themes) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
        }
        const places = themes.map(
          ({ aspect, side }) => ASPECTS.indexOf(aspect) * 2 + SIDES.indexOf(side),
        );
        expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
      }),
    );
  });

  test('case and ё change nothing, and the same text gives the same themes', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(themesOf(text.toUpperCase())).toEqual(themesOf(text));
      }),
    );
    expect(themesOf('Всё чётко, врач отличный')).toEqual(themesOf('Все четко, врач отличный'));
  });

  test('a text without end is read up to its limit', () => {
    const long = `${'очередь '.repeat(LONGEST_COMMENT)}. Врач отличный.`;
    expect(labels(long)).not.toContain('doctor+');
  });
});
