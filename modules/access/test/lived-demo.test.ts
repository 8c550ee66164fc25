import { expect, test } from 'vitest';
import { systemScope } from '@otklik/kernel';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import { livedDemo } from '../src/index.ts';
import { rolledUntil } from '../src/store/odds-checks.ts';
import { FOLLOWED_days } from '../src/store/releases.ts';
import { administrator, inside } from './house.ts';

const house = useInstallation();
const EVENT_days = 8;

test('a demonstration that is lived has each of its days in the log, summed up, with faults and silence', async () => {
  const { app, faces } = house.it;
  const now = house.it.clock.now();
  const make = () =>
    livedDemo(
      (work) => app.store.withScope(systemScope(REGION, 'simulation'), work, { now }),
      () => undefined,
      { clinics: 12, event_days: EVENT_days, hour_days: EVENT_days, past_days: EVENT_days + 1 },
    );
  const made = (await make())!;
  expect(made.series).toBeGreaterThan(8);
  expect(await make()).toBeNull();
  const { days, last, rolled } = await inside(house.it, async (tx) => ({
    days: await tx.db
      .selectFrom('access_slot_events')
      .select((eb) => [
        eb.fn<string>('to_char', ['known_at', eb.val('YYYY-MM-DD')]).as('day'),
        eb.fn.countAll<number>().as('n'),
      ])
      .groupBy('day')
      .orderBy('day')
      .execute(),
    last: await tx.db
      .selectFrom('access_release_days')
      .select((eb) => [eb.fn.min<string>('day').as('from'), eb.fn.max<string>('day').as('to')])
      .executeTakeFirstOrThrow(),
    rolled: await rolledUntil(tx),
  }));
  expect(days).toHaveLength(EVENT_days + 1);
  expect(days.every(({ n }) => n > 0)).toBe(true);
  const dayAgo = (ago: number): string =>
    new Date(now.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
  // The first day opened everything at once and is no release; the youngest are followed still.
  expect(last).toEqual({ from: dayAgo(EVENT_days - 1), to: dayAgo(FOLLOWED_days + 1) });
  expect(rolled).toBe(last.to);
  const { sources } = await faces.access.listSources(administrator, {});
  expect(sources.map(({ code, silent_since }) => [code, silent_since !== null]).toSorted()).toEqual(
    [
      ['demo-branches', true],
      ['demo-city', false],
    ],
  );
  const city = sources.find(({ code }) => code === 'demo-city')!;
  expect(city.faults.map(({ fault }) => fault)).toContain('ends-before-start');
});
