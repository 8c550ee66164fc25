import { expect, test } from 'vitest';
import { withLocale } from '@otklik/i18n';
import { evidenceWords } from '../src/lib/systemic/words.ts';

const fall = {
  item: 'building',
  before: 87.5,
  after: 62.4,
  fall: 25.1,
  low: 17.8,
  high: 32.4,
  n: 120,
  earlier_n: 400,
  from: '2026-03-01',
  to: '2026-05-31',
};

test('a fall of marks is told with its size, interval, days and answers', () => {
  const told = (locale: 'ru' | 'en') =>
    withLocale(locale, () => evidenceWords('survey-drop', fall)).replaceAll('\u00a0', ' ');
  expect(told('ru')).toContain('с 88 до 62 из 100: на 25 (с вероятностью 95 % на 18–32)');
  expect(told('ru')).toContain('с 1 марта 2026 по 31 мая 2026: 120');
  expect(told('en')).toContain('from 88 to 62 of 100: by 25 (95 % likely by 18 to 32)');
});

test('what has no figures is told by its kind, a norm with its messages', () => {
  const told = (kind: string, facts?: Record<string, string | number>) =>
    withLocale('ru', () => evidenceWords(kind, facts));
  expect(told('survey-drop')).toBe('Оценки в опросе упали');
  expect(told('broken-norm', { messages: 8 })).toBe('Норматив нарушается (сообщений: 8)');
});
