import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runQuery } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import type { Slot } from '@otklik/waits';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { measure } from '../src/measure.ts';
import { isDue } from '../src/queries/is-due.ts';
import { CLINIC, clock, hoursOn, inside, newSource, push, slot } from './house.ts';

const house = useInstallation();
const MINUTE_ms = 60_000;
const specialty = 'endocrinologist';

const step = fc.record({
  wait_min: fc.integer({ min: 1, max: 300 }),
  rows: fc.array(
    fc.record({
      n: fc.integer({ min: 1, max: 8 }),
      doctor: fc.constantFrom('d1', 'd2', undefined),
      hours: fc.integer({ min: 0, max: 40 }),
      status: fc.constantFrom('free', 'free', 'busy', 'busy-unavailable'),
      capacity: fc.integer({ min: 0, max: 2 }),
      release: fc.option(fc.integer({ min: -2, max: 10 }), { nil: undefined }),
    }),
    { maxLength: 6 },
  ),
});

/** Slots as the log alone says they were at an instant. */
async function slotsFromLog(at: Date): Promise<Slot[]> {
  const rows = await inside(house.it, (tx) =>
    tx.db
      .selectFrom('access_slot_events')
      .selectAll()
      .where('specialty', '=', specialty)
      .where('known_at', '<=', at)
      .orderBy('seq')
      .execute(),
  );
  const last = new Map(rows.map((row) => [row.slot, row]));
  return [...last.values()].map((row) => ({
    id: row.slot,
    startMs: row.start_at.getTime(),
    endMs: row.end_at.getTime(),
    status: row.status,
    capacity: row.capacity,
    doctor: row.doctor ?? undefined,
    bookableFromMs: row.bookable_from?.getTime(),
  }));
}

test('the wait at any past moment follows from the log alone, and equals the change points', async () => {
  const source = await newSource(house.it, { intervalMinutes: 10_080 });
  let seq = 0;
  const moments: Date[] = [];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
      for (const { wait_min, rows } of steps) {
        house.it.clock.advance(wait_min * MINUTE_ms);
        seq += 1;
        const told = rows.map(({ n, doctor, hours, status, capacity, release }) =>
          slot(house.it, `p${n}`, hours, {
            specialty,
            doctor,
            status,
            capacity,
            ...(release === undefined ? {} : { bookable_from: hoursOn(house.it, release) }),
          }),
        );
        await push(house.it, source, seq, told);
        const now = house.it.clock.now().getTime();
        moments.push(new Date(now), new Date(now - (wait_min * MINUTE_ms) / 2));
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
  house.it.clock.advance(60 * MINUTE_ms * 50);
  await house.it.faces.access.wakeWaits(clock, {});
  expect(await runQuery(house.it.app, clock, isDue, {})).toBe(false);
  const changes = await inside(house.it, async (tx) => {
    const { id } = await clinicByCode(tx, CLINIC);
    return tx.db
      .selectFrom('access_wait_changes')
      .selectAll()
      .where('region_id', '=', REGION)
      .where('clinic_id', '=', id)
      .where('specialty', '=', specialty)
      .orderBy('at')
      .orderBy('n')
      .execute();
  });
  expect(changes.length).toBeGreaterThan(10);
  const series = { zone: 'Europe/Moscow', kind: 'routine', mode: 'in-person', closed: [] };
  for (const at of [...moments, ...changes.map((change) => change.at)]) {
    const told = changes.findLast((change) => change.at <= at);
    if (!told) continue;
    const meant = measure(await slotsFromLog(at), series, at.getTime());
    expect({ at, k1: told.k1_at?.getTime() ?? null, k3: told.k3_at?.getTime() ?? null }).toEqual({
      at,
      k1: meant.k1,
      k3: meant.k3,
    });
  }
});
