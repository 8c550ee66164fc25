import * as fc from 'fast-check';
import type { Profile, Slot } from '../../src/index.ts';

const MINUTE_MS = 60_000;

// Around the changes of the clock of 2026 in Europe (29 March, 25 October) and America (8 March, 1 November).
const STARTS = [
  Date.UTC(2026, 2, 7, 18),
  Date.UTC(2026, 2, 28, 12),
  Date.UTC(2026, 9, 24, 12),
  Date.UTC(2026, 9, 31, 18),
];

export const starts = fc.constantFrom(...STARTS);
const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Europe/Moscow',
  'Australia/Lord_Howe',
);

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });

/** Slots in a few days after a start, close enough together to overlap, with all kinds of dirt. */
export const slotsFrom = (startMs: number): fc.Arbitrary<Slot> =>
  fc
    .record({
      id: fc.integer({ min: 0, max: 60 }).map((n) => `s${n}`),
      start: fc.integer({ min: -30, max: 400 }),
      length: fc.constantFrom(0, 10, 15, 20, 40, 70, 600),
      status: fc.constantFrom(
        'free',
        'free',
        'free',
        'free',
        'busy',
        'busy-tentative',
        'busy-unavailable',
        'open',
      ),
      capacity: fc.constantFrom(undefined, undefined, undefined, 1, 2, 5, 0, -1, 1.5),
      doctor: fc.constantFrom(undefined, 'a', 'a', 'b', 'c'),
      parallel: fc.constantFrom(undefined, undefined, undefined, false, true),
      mode: fc.constantFrom(undefined, undefined, undefined, 'in-person', 'tele'),
      kind: fc.constantFrom(undefined, undefined, undefined, 'routine', 'urgent'),
      ageMin: optional(fc.constantFrom(undefined, 15, 16)),
      ageMax: optional(fc.constantFrom(undefined, 14, 15)),
      bookable: optional(fc.integer({ min: -10, max: 60 })),
    })
    .map(({ start, length, bookable, ...rest }) => ({
      ...rest,
      startMs: startMs + start * 10 * MINUTE_MS,
      endMs: startMs + (start * 10 + length) * MINUTE_MS,
      bookableFromMs: bookable === undefined ? undefined : startMs + bookable * 10 * MINUTE_MS,
    }));

export const profiles: fc.Arbitrary<Profile> = fc.record({
  zone: zones,
  horizonDays: fc.constantFrom(undefined, 1, 2, 90),
  minNoticeMinutes: fc.constantFrom(undefined, 0, 30, 95),
  age: fc.constantFrom(undefined, undefined, 15),
  closed: fc.constantFrom(undefined, ['2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01']),
});
