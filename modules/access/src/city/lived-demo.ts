import type { Actor, Tx } from '@otklik/kernel';
import { clinicsOf, dayIn, zoneOfRegion } from '@otklik/registry';
import { endSource, spoilt } from '../bulk.ts';
import { HISTORY_days, YEARS_days } from '../demo/days.ts';
import { slotsOfLane } from '../demo/slots.ts';
import { SIMULATED_sources } from '../demo/sources.ts';
import { lanesOf } from '../demo/town.ts';
import { takeFeed } from '../ingest.ts';
import { lockSource, regionId } from '../store/sources.ts';
import { refreshLights } from '../store/rollups.ts';
import { cityOfWaits, type CitySize, type CityWaits, type InTransaction } from './seed.ts';

/**
 * The waits of a demonstration as `seedAccess` samples them, but with every change of the last 120 days in the log: each
 * was told through the door, day by day. It takes a minute or two, so a program that starts does not wait for it.
 *
 * @param size less than that, for tests
 * @returns null where this region has simulated sources already
 */
export async function livedDemo(
  inside: InTransaction,
  out: (line: string) => void,
  size: Partial<Omit<CitySize, 'lanesOf' | 'series'>> = {},
): Promise<CityWaits | null> {
  const done = await cityOfWaits(inside, [], out, {
    clinics: Infinity,
    event_days: HISTORY_days,
    hour_days: HISTORY_days,
    past_days: YEARS_days,
    ...size,
    lanesOf: (clinics) => lanesOf(clinics.filter(({ demo }) => demo)),
  });
  if (done) await inside(endOf);
  return done;
}

/** The faults of real feeds, and what stands beside places. */
async function endOf(tx: Tx): Promise<void> {
  const lanes = lanesOf((await clinicsOf(tx)).filter(({ demo }) => demo));
  const actor: Actor = { kind: 'system', region: regionId(tx), name: 'simulation' };
  const zone = await zoneOfRegion(tx);
  const today = dayIn(zone, tx.now);
  for (const code of Object.keys(SIMULATED_sources)) {
    const own = lanes.filter(({ source }) => source === code);
    const { id, seq } = await lockSource(tx, code);
    const rows = own[0] ? spoilt(slotsOfLane(own[0], today, zone)) : [];
    await takeFeed(tx, actor, {
      source: code,
      mode: 'DIFF',
      seq: seq + 1,
      at: tx.now.toISOString(),
      covers: [],
      format: 'json',
      slots: JSON.stringify(rows),
    });
    await endSource(tx, code, id, own);
  }
  await refreshLights(tx);
}
