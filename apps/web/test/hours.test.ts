import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursText, parseHours, type Hours } from '../src/lib/hours.ts';

const WEEK = {
  mon: [['09:00', '18:00']],
  tue: [['09:00', '18:00']],
  sat: [
    ['09:00', '12:00'],
    ['13:00', '15:00'],
  ],
} as const;

describe('working hours in words', () => {
  test('are read as people write them', () => {
    const texts = [
      'пн-вт 09:00-18:00; сб 09:00-12:00, 13:00-15:00',
      'Пн, Вт 9:00–18:00\nСб 9:00 – 12:00, 13:00-15:00',
      'Mon-Tue 09:00-18:00; Sat 09:00-12:00, 13:00-15:00',
    ];
    for (const text of texts) expect(parseHours(text)).toEqual(WEEK);
    expect(hoursText({ week: WEEK } as unknown as Hours, 'ru')).toBe(
      'пн–вт 09:00–18:00; сб 09:00–12:00, 13:00–15:00',
    );
  });

  test('are not guessed', () => {
    for (const text of ['', 'круглосуточно', '09:00-18:00', 'пт-пн 09:00-18:00', 'пн 9-18', 'пн'])
      expect(parseHours(text)).toBeNull();
    expect(parseHours('пн 09:00-12:00; пн 13:00-15:00')).toBeNull();
  });

  test('what is told is read back, in both languages', () => {
    const span = fc.constantFrom(['08:00', '12:00'], ['09:00', '18:00'], ['00:00', '24:00']);
    const days = fc.record(
      Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, fc.tuple(span)]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        days.filter((week) => Object.keys(week).length > 0),
        fc.constantFrom('ru' as const, 'en' as const),
        (week, locale) => {
          expect(parseHours(hoursText({ week } as unknown as Hours, locale))).toEqual(week);
        },
      ),
    );
  });
});
