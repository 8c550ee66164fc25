import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPersonalData, NUMBER_TYPES, readCorpus, scoreCorpus } from '../src/index.ts';
import { ownCorpus } from './corpus.ts';

const golden = readCorpus(
  JSON.parse(readFileSync(join(import.meta.dirname, 'vectors/texts.json'), 'utf8')),
);

test('the open corpus is whole', () => {
  expect(golden).toHaveLength(25);
  expect(golden.flatMap(({ spans }) => spans)).toHaveLength(37);
});

test('the open corpus: every span with its very ends, no trap touched, nothing else found', () => {
  const { types, trapsTouched, missed, wrong } = scoreCorpus(golden);
  expect({ trapsTouched, missed, wrong }).toEqual({ trapsTouched: [], missed: [], wrong: [] });
  expect(types.filter(({ exact, expected }) => exact < expected)).toEqual([]);
});

test('the own corpus of numbers and contacts', () => {
  const texts = ownCorpus('numbers');
  expect(texts.length).toBeGreaterThanOrEqual(150);
  const { trapsTouched, missed, wrong } = scoreCorpus(texts);
  expect({ trapsTouched, missed, wrong }).toEqual({ trapsTouched: [], missed: [], wrong: [] });
});

test('the own corpus of people and places', () => {
  const texts = ownCorpus('people');
  expect(texts.length).toBeGreaterThanOrEqual(130);
  const { trapsTouched, missed, wrong } = scoreCorpus(texts);
  expect({ trapsTouched, missed, wrong }).toEqual({ trapsTouched: [], missed: [], wrong: [] });
});

test('the held-out set: numbers and e-mails as asked, the rest as documented', () => {
  const { types } = scoreCorpus(ownCorpus('third'));
  const share = (wanted: (type: string) => boolean, part: 'overlapping' | 'right'): number => {
    const chosen = types.filter(({ type }) => wanted(type));
    const whole = part === 'right' ? 'found' : 'expected';
    const sum = (key: 'overlapping' | 'right' | 'found' | 'expected'): number =>
      chosen.reduce((total, one) => total + one[key], 0);
    return sum(part) / sum(whole);
  };
  const isNumber = (type: string): boolean => NUMBER_TYPES.has(type);
  expect(share(isNumber, 'overlapping')).toBeGreaterThanOrEqual(0.95);
  expect(share(isNumber, 'right')).toBeGreaterThanOrEqual(0.9);
  expect(share((type) => !isNumber(type), 'overlapping')).toBeGreaterThanOrEqual(0.9);
  expect(share((type) => !isNumber(type), 'right')).toBeGreaterThanOrEqual(0.9);
});

test('the second own corpus, written after the rules', () => {
  const { trapsTouched, missed, wrong } = scoreCorpus(ownCorpus('second'));
  expect({ trapsTouched, missed, wrong }).toEqual({ trapsTouched: [], missed: [], wrong: [] });
});

test.each([
  ['Врач Ильдарова Н. С. приняла на час позже', 'professional'],
  ['заведующая отделением Котова Нина Сергеевна', 'professional'],
  ['Иванов И. И., терапевт, ушёл', 'professional'],
  ['Меня зовут Берёзкина Антонина Павловна', 'private'],
  ['Муж, Коваленко Д. А., ветеран', 'private'],
])('whose name it is: %s', (text, role) => {
  expect(findPersonalData(text).find(({ type }) => type === 'person')?.role).toBe(role);
});
