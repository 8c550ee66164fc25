import { expect, test } from 'vitest';
import { DAY_MS, FIRST_DAY, LAST_DAY, yearOf } from '../src/dates.ts';

test('the year of every date from 1900 to 2400 is the civil calendar’s', () => {
  const wrong: number[] = [];
  for (let day = FIRST_DAY; day <= LAST_DAY + 365; day += 1)
    if (yearOf(day) !== new Date(day * DAY_MS).getUTCFullYear()) wrong.push(day);
  expect(wrong).toEqual([]);
});
