import { expect, test } from 'vitest';
import { dayEnd, dayIn, dayStart } from '../src/lib/server/local-day.ts';

test('a day begins and ends where the region is, on days with 23 and 25 hours too', () => {
  expect(dayStart('Asia/Vladivostok', '2026-06-17')?.toISOString()).toBe(
    '2026-06-16T14:00:00.000Z',
  );
  expect(dayEnd('Asia/Vladivostok', '2026-06-17')?.toISOString()).toBe('2026-06-17T13:59:59.000Z');
  expect(dayStart('Europe/Berlin', '2026-03-29')?.toISOString()).toBe('2026-03-28T23:00:00.000Z');
  expect(dayEnd('Europe/Berlin', '2026-03-29')?.toISOString()).toBe('2026-03-29T21:59:59.000Z');
  expect(dayEnd('Europe/Berlin', '2026-10-25')?.toISOString()).toBe('2026-10-25T22:59:59.000Z');
  expect(dayIn('Asia/Kamchatka', new Date('2026-06-17T12:00:00Z'))).toBe('2026-06-18');
  for (const wrong of ['', 'завтра', '2026-13-01', '2026-6-1'])
    expect(dayStart('Europe/Moscow', wrong)).toBeNull();
});
