import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createKeys, createLog } from '@otklik/adapters';
import { dayIn } from '@otklik/registry';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { surveyRules, weightClassOf } from '../src/index.ts';
import { ineligibleBecause, visitEvent } from '../src/model/event.ts';
import { isSampled } from '../src/model/sample.ts';
import { outsideQuiet, sendTime } from '../src/model/send-time.ts';

const rules = surveyRules.parse({});
const MOSCOW = 'Europe/Moscow';
const at = (text: string): Date => new Date(text);
const clockIn = (zone: string, when: Date): string =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(when);

describe('when a letter leaves', () => {
  const ended = at('2026-06-09T15:00:00+03:00');
  const send = (now: string) =>
    sendTime(rules, { zone: MOSCOW, endedAt: ended, now: at(now) }).toISOString();

  test('the next day at ten where the place is', () => {
    expect(send('2026-06-09T16:00:00+03:00')).toBe('2026-06-10T07:00:00.000Z');
  });

  test('at once where that is over, and in the morning where it is night', () => {
    expect(send('2026-06-11T12:00:00+03:00')).toBe('2026-06-11T09:00:00.000Z');
    expect(send('2026-06-11T22:30:00+03:00')).toBe('2026-06-12T06:00:00.000Z');
    expect(send('2026-06-12T03:30:00+03:00')).toBe('2026-06-12T06:00:00.000Z');
  });

  test('never in the quiet hours, days with a changed clock included', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 * 365 * 24 * 60 }),
        fc.constantFrom(MOSCOW, 'Europe/Berlin', 'Asia/Kamchatka'),
        (minutes, zone) => {
          const when = new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);
          const found = outsideQuiet(zone, when, rules.quiet);
          const clock = clockIn(zone, found);
          expect(clock >= '09:00' && clock < '21:00').toBe(true);
          expect(found >= when).toBe(true);
          expect(found.getTime() - when.getTime()).toBeLessThanOrEqual(13 * 3_600_000);
          expect(dayIn(zone, found) >= dayIn(zone, when)).toBe(true);
        },
      ),
    );
  });
});

describe('who is asked', () => {
  const event = visitEvent.parse({
    visitId: '1',
    sourceSystem: 'his',
    unit: 'msk-a-001-v',
    service: 'doctor-visit',
    endedAt: '2026-06-09T15:00:00+03:00',
    sector: 'health',
    contact: { email: 'a@example.org' },
    flags: ['consent'],
  });
  const facts = { sensitive: ['tests'], isUnaskedChild: false };

  test('nobody who died, opted out, complains of it, is a child, or was at a sensitive service', () => {
    const why = (over: Partial<typeof event>) => ineligibleBecause({ ...event, ...over }, facts);
    expect(why({})).toBeNull();
    expect(ineligibleBecause(event, { ...facts, isUnaskedChild: true })).toBe('child');
    expect(why({ service: 'tests' })).toBe('sensitive');
    for (const flag of ['death', 'staff-opt-out', 'open-complaint'] as const)
      expect(why({ flags: ['consent', flag] })).toBe(flag);
  });

  test('the sample follows from the visit, about as many as the rate says', () => {
    const log = createLog({ write: () => undefined, level: 'error' });
    const keys = createKeys({ folder: mkdtempSync(join(tmpdir(), 'otklik-sample-')), log });
    const visits = Array.from({ length: 2000 }, (_, index) => `visit-${index}`);
    const taken = visits.filter((visit) => isSampled(keys, visit, 0.25));
    expect(taken).toEqual(visits.filter((visit) => isSampled(keys, visit, 0.25)));
    expect(taken.length / visits.length).toBeGreaterThan(0.2);
    expect(taken.length / visits.length).toBeLessThan(0.3);
    expect(visits.every((visit) => isSampled(keys, visit, 1))).toBe(true);
  });

  test('a weight is told in steps of two', () => {
    expect([1, 0.6, 0.5, 0.3, 0.25, 0.2, 0.125, 0.01].map(weightClassOf)).toEqual([
      1, 1, 2, 2, 4, 4, 8, 8,
    ]);
  });
});
