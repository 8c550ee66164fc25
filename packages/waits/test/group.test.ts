import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Profile, Slot } from '../src/index.ts';
import { Group, places } from '../src/index.ts';
import { profiles, slotsFrom, starts } from './support/random-slots.ts';

const MINUTE_MS = 60_000;

/** A slot comes or changes, one is taken away, or time passes (or goes back). */
type Step =
  | { readonly kind: 'put'; readonly slot: Slot }
  | { readonly kind: 'remove'; readonly id: string }
  | { readonly kind: 'time'; readonly minutes: number };

const steps = (startMs: number): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      { weight: 6, arbitrary: slotsFrom(startMs).map((slot) => ({ kind: 'put' as const, slot })) },
      {
        weight: 2,
        arbitrary: fc
          .integer({ min: 0, max: 60 })
          .map((n) => ({ kind: 'remove' as const, id: `s${n}` })),
      },
      {
        weight: 2,
        arbitrary: fc
          .oneof(
            { weight: 5, arbitrary: fc.integer({ min: 0, max: 300 }) },
            fc.integer({ min: -200, max: -1 }),
          )
          .map((minutes) => ({ kind: 'time' as const, minutes })),
      },
    ),
    { minLength: 1, maxLength: 90, size: 'max' },
  );

const histories = starts.chain((startMs) =>
  fc.record({ startMs: fc.constant(startMs), profile: profiles, steps: steps(startMs) }),
);

test('after every step the group answers as a count of all slots does', () => {
  fc.assert(
    fc.property(histories, ({ startMs, profile, steps: taken }) => {
      const group = new Group(profile, startMs);
      const slots = new Map<string, Slot>();
      let nowMs = startMs;
      for (const step of taken) {
        if (step.kind === 'put') {
          group.put(step.slot);
          slots.set(step.slot.id, step.slot);
        } else if (step.kind === 'remove') {
          expect(group.remove(step.id)).toBe(slots.delete(step.id));
        } else {
          nowMs += step.minutes * MINUTE_MS;
          group.advance(nowMs);
        }
        expect(group.answer()).toEqual(places([...slots.values()], profile, nowMs));
        expect(group.size).toBe(slots.size);
      }
    }),
    { numRuns: 400 },
  );
});

test('until the next moment it names, time changes nothing', () => {
  fc.assert(
    fc.property(
      histories,
      fc.double({ min: 0, max: 1, noNaN: true }),
      ({ startMs, profile, steps: taken }, part) => {
        const group = new Group(profile, startMs);
        const slots = new Map<string, Slot>();
        for (const step of taken)
          if (step.kind === 'put') {
            group.put(step.slot);
            slots.set(step.slot.id, step.slot);
          }
        for (let [nowMs, round] = [startMs, 0]; round < 20; round += 1) {
          const next = group.nextChangeMs();
          const untilMs =
            next === null ? nowMs + 1e9 : nowMs + Math.floor((next - 1 - nowMs) * part);
          expect(places([...slots.values()], profile, untilMs)).toEqual(group.answer());
          if (next === null) return;
          // The very last moment before it, where a rounding would show.
          group.advance(next - 1);
          expect(group.answer()).toEqual(places([...slots.values()], profile, next - 1));
          expect(next).toBeGreaterThan(nowMs);
          nowMs = next;
          group.advance(nowMs);
          expect(group.answer()).toEqual(places([...slots.values()], profile, nowMs));
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('places of the next days are those a shorter horizon would count', () => {
  fc.assert(
    fc.property(histories, fc.constantFrom(1, 2), ({ startMs, profile, steps: taken }, days) => {
      const wide: Profile = { ...profile, horizonDays: 90 };
      const group = new Group(wide, startMs);
      const slots = new Map<string, Slot>();
      for (const step of taken)
        if (step.kind === 'put') {
          group.put(step.slot);
          slots.set(step.slot.id, step.slot);
        }
      const short = places([...slots.values()], { ...profile, horizonDays: days }, startMs);
      expect(group.placesBefore(startMs + days * 86_400_000)).toBe(short.places);
    }),
    { numRuns: 200 },
  );
});

describe('forgetting', () => {
  const slot = (id: string, hour: number, more: Partial<Slot> = {}): Slot => ({
    id,
    startMs: hour * 3_600_000,
    endMs: (hour + 1) * 3_600_000,
    status: 'free',
    doctor: 'd',
    ...more,
  });

  test('what has ended goes, what still covers stays', () => {
    const group = new Group({ zone: 'Europe/Moscow' }, 0);
    group.put(slot('past', 1));
    group.put(slot('long', 1, { endMs: 6 * 3_600_000, status: 'busy' }));
    group.put(slot('covered', 5));
    group.put(slot('free', 8));
    group.advance(3 * 3_600_000);
    group.forget(3 * 3_600_000);
    expect(group.size).toBe(3);
    expect(group.answer()).toMatchObject({ places: 1, k1: { id: 'free' }, k3: null });
    group.remove('long');
    expect(group.answer()).toMatchObject({ places: 2, k1: { id: 'covered' } });
  });

  test('thousands of slots of one doctor', () => {
    const group = new Group({ zone: 'Europe/Moscow' }, 0);
    const slots = Array.from({ length: 3_000 }, (_, i) =>
      slot(`s${i}`, 0, { startMs: i * 600_000, endMs: i * 600_000 + 900_000 }),
    );
    for (const one of slots.toSorted((a, b) => (a.id < b.id ? -1 : 1))) group.put(one);
    expect(group.answer()).toEqual(places(slots, { zone: 'Europe/Moscow' }, 0));
    group.remove('s0');
    expect(group.answer()).toEqual(places(slots.slice(1), { zone: 'Europe/Moscow' }, 0));
  });
});
