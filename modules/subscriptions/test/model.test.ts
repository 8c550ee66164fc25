import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayIn } from '@otklik/registry';
import { excerpt } from '../src/letter.ts';
import { FREQUENCIES, isNight, nextIssue, periodOf } from '../src/model/schedule.ts';
import { keysOfCase, targetKey, targetOf } from '../src/model/target.ts';

const ZONES = ['Europe/Moscow', 'Asia/Kamchatka', 'Europe/Kaliningrad', 'Europe/Berlin'];
const moments = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2028-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const hourIn = (zone: string, at: Date): number =>
  Number(
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(
      at,
    ),
  );

describe('the next issue', () => {
  test('is later, at nine in the region, never at night, within its own span', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...ZONES), (after, zone) => {
        for (const frequency of FREQUENCIES) {
          const at = nextIssue(frequency, after, zone);
          if (frequency === 'at-once') {
            expect(at).toBeNull();
            continue;
          }
          const days = (at!.getTime() - after.getTime()) / 86_400_000;
          expect(days).toBeGreaterThan(0);
          expect(days).toBeLessThan(frequency === 'daily' ? 1.1 : 7.1);
          expect(hourIn(zone, at!)).toBe(9);
          expect(isNight(zone, at!)).toBe(false);
        }
      }),
    );
  });
  test('of a week is a Monday, also when a Monday’s hour is over', () => {
    const zone = 'Europe/Moscow';
    for (const [after, at] of [
      ['2026-06-10T09:00:00Z', '2026-06-15T06:00:00.000Z'],
      ['2026-06-15T05:59:00Z', '2026-06-15T06:00:00.000Z'],
      ['2026-06-15T06:00:00Z', '2026-06-22T06:00:00.000Z'],
    ])
      expect(nextIssue('weekly', new Date(after!), zone)!.toISOString()).toBe(at);
  });
  test('of one period has one name: two issues never share it', () => {
    fc.assert(
      fc.property(moments, fc.constantFrom(...ZONES), (after, zone) => {
        for (const frequency of ['daily', 'weekly'] as const) {
          const first = nextIssue(frequency, after, zone)!;
          const second = nextIssue(frequency, first, zone)!;
          expect(periodOf(frequency, first, zone)).not.toBe(periodOf(frequency, second, zone));
          expect(periodOf(frequency, first, zone)).toContain(dayIn(zone, first));
        }
      }),
    );
  });
  test.each([
    ['2026-06-10T17:59:00Z', false],
    ['2026-06-10T18:00:00Z', true],
    ['2026-06-11T04:59:00Z', true],
    ['2026-06-11T05:00:00Z', false],
  ])('night in Moscow at %s: %s', (at, night) => {
    expect(isNight('Europe/Moscow', new Date(at))).toBe(night);
  });
});

describe('targets', () => {
  const filters = fc.record(
    {
      clinicId: fc.uuid(),
      place: fc.record({
        id: fc.string({ minLength: 1 }),
        level: fc.constantFrom('district' as const, 'okrug' as const),
      }),
      topic: fc.string({ minLength: 1 }),
      outcome: fc.constantFrom('open', 'late'),
      q: fc.string({ minLength: 1 }),
    },
    { requiredKeys: [] },
  );
  test('have one key each, however their filters are ordered', () => {
    fc.assert(
      fc.property(filters, (given) => {
        const turned = Object.fromEntries(Object.entries(given).toReversed());
        expect(targetKey(targetOf(turned))).toBe(targetKey(targetOf(given)));
      }),
    );
  });
  test('are plain for one filter and searches for more', () => {
    expect(targetKey(targetOf({}))).toBe('region');
    expect(targetKey(targetOf({ topic: 'a' }))).toBe('topic:a');
    expect(targetOf({ topic: 'a', clinicId: 'b' }).kind).toBe('search');
    expect(targetOf({ q: 'талон' }).kind).toBe('search');
    expect(targetKey(targetOf({ q: 'талон' }))).not.toContain('талон');
  });
  test('a case is news for its region, clinic, places, topic and itself', () => {
    const row = { id: 'c', clinicId: 'k', districtId: 'd', okrugId: null, topic: 't' };
    expect(keysOfCase(row)).toEqual(['region', 'clinic:k', 'place:d', 'topic:t', 'case:c']);
  });
});

test('an excerpt is one whole line of at most so many signs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
      const said = excerpt(text, 100);
      expect(said.length).toBeLessThanOrEqual(101);
      expect(said).not.toMatch(/[\r\n]/);
      expect(said.isWellFormed() || !text.isWellFormed()).toBe(true);
    }),
  );
});
