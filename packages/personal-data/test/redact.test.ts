import { expect, test } from 'vitest';
import { findPersonalData, redact } from '../src/index.ts';

const labels = { phone: '[телефон]', person: '[имя]', other: '[…]' } as const;

test('labels are of constant length, whatever was cut', () => {
  const cut = (text: string): string => redact(text, findPersonalData(text), labels);
  expect(cut('Тел. 8 916 000 11 22, Ли Анна')).toBe('Тел. [телефон], [имя]');
  expect(cut('Тел. +7 (916) 000-11-22, Берёзкина Антонина Павловна')).toBe('Тел. [телефон], [имя]');
});

test('spans that share characters are cut as one, outside ones refused', () => {
  const span = (start: number, end: number) => ({ type: 'phone', start, end }) as const;
  expect(redact('0123456789', [span(4, 8), span(2, 6)])).toBe('01[…]89');
  expect(() => redact('012', [span(1, 4)])).toThrow(RangeError);
});

test('types and confidence can be asked for', () => {
  const text = 'Анна Петровна, 8 916 000 11 22, anna@example.com';
  expect(findPersonalData(text, { types: ['email'] }).map(({ type }) => type)).toEqual(['email']);
  expect(findPersonalData(text, { minConfidence: 0.95 }).map(({ type }) => type)).toEqual([
    'phone',
    'email',
  ]);
  expect(findPersonalData('')).toEqual([]);
});
