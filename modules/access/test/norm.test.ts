import { expect, test } from 'vitest';
import { plainWorkingDays } from '@otklik/waits';
import { brokenSince, keepsNorm, minutesInNorm, tooLateFrom, type NormClock } from '../src/norm.ts';

const at = (text: string): number => Date.parse(`${text}:00+03:00`);
const clockOf = (limit: number, unit: 'hours' | 'working-days'): NormClock => ({
  norm: { id: 'n', service: 's', limit, unit, region: 'RU', validFrom: null, validTo: null },
  zone: 'Europe/Moscow',
  isWorking: plainWorkingDays(['2026-06-12']),
});
const day = clockOf(24, 'hours');
const weeks = clockOf(14, 'working-days');

test('exactly twenty-four hours is in time, a moment later is not', () => {
  const now = at('2026-06-05T10:00');
  expect(keepsNorm(day, at('2026-06-06T10:00'), now)).toBe(true);
  expect(keepsNorm(day, at('2026-06-06T10:00') + 1, now)).toBe(false);
  expect(keepsNorm(day, null, now)).toBe(false);
});

test('fourteen working days skip weekends and a holiday and end with the last midnight', () => {
  expect(tooLateFrom(weeks, at('2026-06-05T10:00'))).toBe(at('2026-06-27T00:00'));
  expect(keepsNorm(weeks, at('2026-06-26T20:00'), at('2026-06-05T10:00'))).toBe(true);
});

test('minutes within a norm: an unknown hour is in none, a last day moves at midnight', () => {
  const changes = [
    { atMs: at('2026-06-05T00:00'), k1Ms: at('2026-06-06T06:00') },
    { atMs: at('2026-06-05T12:00'), k1Ms: 'unknown' as const },
    { atMs: at('2026-06-05T18:00'), k1Ms: null },
  ];
  expect(minutesInNorm(day, changes, at('2026-06-05T00:00'), at('2026-06-06T00:00'))).toBe(360);
  const late = [{ atMs: at('2026-06-05T00:00'), k1Ms: at('2026-06-29T09:00') }];
  expect(minutesInNorm(weeks, late, at('2026-06-05T12:00'), at('2026-06-08T12:00'))).toBe(720);
});

test('a norm is broken since the first of the stretches without a pause', () => {
  const points = [
    { atMs: at('2026-06-01T00:00'), k1Ms: at('2026-06-01T09:00') },
    { atMs: at('2026-06-02T00:00'), k1Ms: at('2026-06-06T09:00') },
    { atMs: at('2026-06-03T00:00'), k1Ms: null },
  ];
  expect(brokenSince(day, points, at('2026-06-04T00:00'))).toBe(at('2026-06-02T00:00'));
  const kept = [...points, { atMs: at('2026-06-03T12:00'), k1Ms: at('2026-06-04T09:00') }];
  expect(brokenSince(day, kept, at('2026-06-04T00:00'))).toBe(null);
  const silent = [...points, { atMs: at('2026-06-03T12:00'), k1Ms: 'unknown' as const }];
  expect(brokenSince(day, silent, at('2026-06-04T00:00'))).toBe(null);
});
