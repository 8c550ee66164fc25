import { describe, expect, test } from 'vitest';
import { isFilled, slotsIn, type Slot } from '@otklik/cases';
import { isOnlyTemplate, partsOfText } from '../src/model/prepared-text.ts';

const TEMPLATE =
  'Здравствуйте! По обращению № {number} мы провели проверку.\n{found}\nОтветим на вопросы: {contact}.';

const fillSlots = (text: string, values: Partial<Record<Slot, string>>): string =>
  partsOfText(text)
    .map((part) => ('words' in part ? part.words : (values[part.slot] ?? `{${part.slot}}`)))
    .join('');

describe('slots of a prepared text', () => {
  test('are filled with what is known; the others stay', () => {
    const filled = fillSlots(TEMPLATE, { number: '26-000001-5' });
    expect(filled).toContain('№ 26-000001-5 мы');
    expect(slotsIn(filled)).toEqual(['found', 'contact']);
    expect(isFilled(filled)).toBe(false);
    expect(isFilled('Кабинет {12} открыт, {да}.')).toBe(true);
    // A value is not read again: it may hold braces of its own.
    expect(fillSlots('{clinic}', { clinic: '{topic}', topic: 'x' })).toBe('{topic}');
  });
});

describe('a reply that is nothing but a prepared text', () => {
  const filled = fillSlots(TEMPLATE, { number: '26-000001-5', contact: 'каб. 5' });
  test.each([
    ['filled by the platform alone', fillSlots(filled, { found: '' }), true],
    ['with a greeting of another kind of space', fillSlots(filled, { found: 'Да.' }), true],
    ['in capitals', fillSlots(filled, { found: '' }).toUpperCase(), true],
    [
      'with what was found, in words',
      fillSlots(filled, { found: 'Автомат с бахилами сломался 3 марта, новый поставили 5 марта.' }),
      false,
    ],
    [
      'with a sentence after it',
      `${fillSlots(filled, { found: '' })} Автомат с бахилами заменили, сестра дежурит у входа.`,
      false,
    ],
    ['of other words', 'Автомат с бахилами заменили, сестра дежурит у входа с утра.', false],
  ])('%s', (_, reply, expected) => {
    expect(isOnlyTemplate(reply, TEMPLATE)).toBe(expected);
  });

  test('without slots is compared as it stands', () => {
    expect(
      isOnlyTemplate('Спасибо за обращение, меры приняты.', 'Спасибо за обращение, меры приняты!'),
    ).toBe(true);
    expect(isOnlyTemplate('', 'Спасибо за обращение.')).toBe(false);
  });
});
