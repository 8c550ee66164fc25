import { sql } from 'kysely';
import { insertMany } from '@otklik/db';
import type { Actor, Tx } from '@otklik/kernel';
import { clinicsOf, dayIn, zoneOfRegion } from '@otklik/registry';
import { formatDate } from '@otklik/working-time';
import { seedBeside } from './demo/beside.ts';
import { workingDaysOf } from './city/live.ts';
import { checkAll } from './commands/roll-releases.ts';
import { daysOfLane, HISTORY_days, releasesOfLane } from './demo/days.ts';
import { livedDays } from './demo/lived.ts';
import { slotsOfLane, someHours, type FeedSlot } from './demo/slots.ts';
import { lanesOf, type Lane } from './demo/town.ts';
import { takeFeed } from './ingest.ts';
import { DAY_ms } from './model.ts';
import { dayNumber } from './odds.ts';
import { ROWS_MAX } from './schema.ts';
import { setRolledUntil } from './store/odds-checks.ts';
import { FOLLOWED_days } from './store/releases.ts';
import { refreshLights, refreshPlaces } from './store/rollups.ts';
import { insertSource, regionId, setSource } from './store/sources.ts';
import { SIMULATED_sources, holdsSimulated } from './demo/sources.ts';
import { recompute, groupsOfSource } from './store/waits.ts';

const LOG_days = 3;
const FEEDS_per_day = 3;
const ROWS_at_once = 5000;
const HOUR_ms = 3_600_000;

export interface SimulatedAccess {
  readonly slots: number;
  readonly days: number;
}

/**
 * Simulated waits of the region's clinics: samples of 120 days and of the weeks of the years before, the slots to come, and the changes of the last three
 * days through the same door as any source, so that what is shown is what the log means.
 */
export async function seedAccess(tx: Tx): Promise<SimulatedAccess> {
  const region = regionId(tx);
  // A city of waits was made beforehand: its sources bear the same codes.
  if (await holdsSimulated(tx)) return { slots: 0, days: 0 };
  const zone = await zoneOfRegion(tx);
  const lanes = lanesOf((await clinicsOf(tx)).filter(({ demo }) => demo));
  const today = dayIn(zone, tx.now);
  await sql`select access_make_month((${tx.now}::timestamptz - interval '3 days' + make_interval(months => n))::date)
    from generate_series(0, 2) n`.execute(tx.db);
  await insertMany(tx, 'access_comfort', [
    { region_id: region, specialty: 'therapist', valid_from: '2015-01-01', days_max: 1 },
    { region_id: region, specialty: 'paediatrician', valid_from: '2015-01-01', days_max: 1 },
    { region_id: region, specialty: '*', valid_from: '2015-01-01', days_max: 7 },
  ]);
  const isWorking = await workingDaysOf(tx);
  const lived = lanes.map((lane) => ({
    lane,
    past: livedDays(lane, today, HISTORY_days, isWorking),
  }));
  const days = lived.flatMap(({ lane, past }) => daysOfLane(region, lane, today, past));
  for (let at = 0; at < days.length; at += ROWS_at_once)
    await insertMany(tx, 'access_wait_days', days.slice(at, at + ROWS_at_once));
  // The youngest days are those that the nightly job still follows.
  const over = formatDate(dayNumber(today) - FOLLOWED_days - 1);
  const releases = lived.flatMap(({ lane, past }) =>
    releasesOfLane(
      region,
      lane,
      past.filter(({ day }) => day <= over),
    ),
  );
  for (let at = 0; at < releases.length; at += ROWS_at_once)
    await insertMany(tx, 'access_release_days', releases.slice(at, at + ROWS_at_once));
  let slots = 0;
  for (const [code, name] of Object.entries(SIMULATED_sources)) {
    const id = await insertSource(tx, {
      code,
      name,
      interval_min: 1440,
      distance: 1,
      doctors: null,
      demo: true,
    });
    const own = lanes.filter(({ source }) => source === code);
    slots += await feedSource(tx, code, own, zone);
    await endSource(tx, code, id, own);
  }
  await setRolledUntil(tx, over);
  await checkAll(tx, dayNumber(over));
  await refreshLights(tx);
  await refreshPlaces(tx, '2000-01-01');
  return { slots, days: days.length };
}

/** What stands beside the places of one simulated source, and how it stands today. */
export async function endSource(
  tx: Tx,
  code: string,
  id: string,
  lanes: readonly Lane[],
): Promise<void> {
  if (code === 'demo-city') await seedBeside(tx, lanes, id);
  // The branches fell silent: unknown is not none.
  if (code !== 'demo-branches') return;
  const since = new Date(tx.now.getTime() - 5 * HOUR_ms);
  await setSource(tx, id, { silent: true, last_ok: new Date(since.getTime() - 2 * DAY_ms) });
  await recompute(tx, await groupsOfSource(tx, id, since));
}

/** Faults of real feeds, so that the page of sources has something to say. */
export const spoilt = ([one]: readonly FeedSlot[]): unknown[] =>
  one
    ? [
        { ...one, id: 'spoilt-1', end: one.start },
        { ...one, id: 'spoilt-2', clinic: 'closed-long-ago' },
        {
          ...one,
          id: 'spoilt-3',
          start: one.start.replace('Z', ''),
          end: one.end.replace('Z', ''),
        },
      ]
    : [];

async function feedSource(tx: Tx, source: string, lanes: readonly Lane[], zone: string) {
  const actor: Actor = { kind: 'system', region: regionId(tx), name: 'simulation' };
  const began = tx.now.getTime() - LOG_days * DAY_ms;
  let state = lanes.flatMap((lane) => slotsOfLane(lane, dayIn(zone, new Date(began)), zone));
  let seq = 0;
  const push = async (at: number, rows: readonly unknown[]): Promise<void> => {
    for (let from = 0; from < rows.length; from += ROWS_MAX) {
      const now = new Date(at + seq);
      seq += 1;
      await takeFeed({ ...tx, now }, actor, {
        source,
        mode: 'DIFF',
        seq,
        at: now.toISOString(),
        covers: [],
        format: 'json',
        slots: JSON.stringify(rows.slice(from, from + ROWS_MAX)),
      });
    }
  };
  await push(began, [...state, ...spoilt(state)]);
  const step = DAY_ms / FEEDS_per_day;
  const feeds = LOG_days * FEEDS_per_day - (source === 'demo-branches' ? FEEDS_per_day : 0);
  for (let feed = 1; feed < feeds; feed += 1) {
    const now = began + feed * step;
    const changed = someHours(
      state.filter(({ start }) => Date.parse(start) > now),
      `${source}:${feed}`,
    );
    await push(now, changed);
    const fresh = new Map(changed.map((slot) => [slot.id, slot]));
    state = state.map((slot) => fresh.get(slot.id) ?? slot);
  }
  return state.length;
}
