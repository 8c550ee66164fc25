import { expect, test } from 'vitest';
import { withLocale } from '@otklik/i18n';
import {
  fullest,
  halfLifeWords,
  hoursShown,
  rushCsv,
  weekdayName,
} from '../src/lib/access/rush.ts';

const grid = Array.from({ length: 7 }, (_, weekday) =>
  Array.from({ length: 24 }, (__, hour) => (weekday === 2 && hour === 7 ? 9 : hour === 15 ? 1 : 0)),
);
const rush = {
  from: '2026-03-02',
  to: '2026-04-26',
  known_days: 56,
  released: 15,
  grid,
  half_life_h: 2,
  booked_share: 0.5,
  quarter_share: 0.1,
};

test('the map shows the hours between the first and the last place, and names the fullest', () => {
  expect(hoursShown(grid)).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15]);
  expect(fullest(grid)).toMatchObject({ weekday: 2, hour: 7 });
  expect(withLocale('ru', () => weekdayName(2))).toBe('среда');
});

test('a time to half is told in minutes below an hour, in the plural of its number', () => {
  expect(withLocale('ru', () => [0.01, 0.35, 1.4, 21, 30].map(halfLifeWords))).toEqual([
    '1\u00a0минуту',
    '21\u00a0минуту',
    '1\u00a0час',
    '21\u00a0час',
    '30\u00a0часов',
  ]);
});

test('the table holds a line an hour of the week that had places, and none where there are too few', () => {
  const lines = rushCsv(rush).trim().split(/\r?\n/);
  expect(lines).toHaveLength(1 + 8);
  expect(lines[3]).toBe('3;7;9');
  expect(
    rushCsv({ ...rush, grid: null })
      .trim()
      .split(/\r?\n/),
  ).toHaveLength(1);
  expect(rushCsv(null).trim().split(/\r?\n/)).toHaveLength(1);
});
