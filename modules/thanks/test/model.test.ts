import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONSENTS, CONSENT_ANSWERS, mayAnswer, namesToHide, withoutNames } from '../src/model.ts';

describe('names kept out of public words', () => {
  test.each([
    ['Спасибо Ивановой!', 'врач Иванова', 'Спасибо […]!'],
    [
      'Ивановым восхищаемся, об Иванове только хорошее.',
      'Иванов',
      '[…] восхищаемся, об […] только хорошее.',
    ],
    ['Мария Петровна Соколова помогла.', 'Соколова Мария Петровна', '[…] помогла.'],
    ['Марии Петровне поклон.', 'Мария Петровна из регистратуры', '[…] поклон.'],
    ['Медсестра была добра.', 'Медсестра Иванова', 'Медсестра была добра.'],
    ['Спасибо всем.', '', 'Спасибо всем.'],
  ])('%s', (words, typed, shown) => {
    expect(withoutNames(words, namesToHide(typed, null))).toBe(shown);
  });

  test('of the person found too, whatever was typed', () => {
    expect(
      withoutNames(
        'К Анне Петровне Снегирёвой',
        namesToHide('врач у окна', 'Снегирёва Анна Петровна'),
      ),
    ).toBe('К […]');
  });

  test('nothing else is touched', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[а-яё ,.]{0,60}$/), (words) => {
        expect(withoutNames(words, ['Снегирёва'])).toBe(words);
      }),
    );
  });
});

test('consent is taken back only where it was given, and no answer counts twice', () => {
  const allowed = CONSENTS.flatMap((now) =>
    CONSENT_ANSWERS.filter((answer) => mayAnswer(now, answer)).map((answer) => `${now} ${answer}`),
  );
  expect(allowed).toEqual([
    'not-asked given',
    'not-asked refused',
    'asked given',
    'asked refused',
    'given taken-back',
    'refused given',
    'taken-back given',
    'taken-back refused',
  ]);
});
