import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import {
  clinicsOf,
  dayIn,
  instantIn,
  zoneOfRegion,
  type Clinic,
  type Specialty,
} from '@otklik/registry';
import { checkAll } from '../commands/roll-releases.ts';
import { YEARS_days } from '../demo/days.ts';
import { SIMULATED_sources, holdsSimulated } from '../demo/sources.ts';
import type { Lane } from '../demo/town.ts';
import { DAY_ms } from '../model.ts';
import { dayNumber } from '../odds.ts';
import { setRolledUntil } from '../store/odds-checks.ts';
import { FOLLOWED_days, rollDay } from '../store/releases.ts';
import { refreshPlaces } from '../store/rollups.ts';
import { insertSource, regionId } from '../store/sources.ts';
import { cityLanes } from './lanes.ts';
import { LiveCity, workingDaysOf } from './live.ts';
import { writePastDay } from './past.ts';

export { inventedClinics } from './clinics.ts';

/** How much of a city is made. */
export interface CitySize {
  /** The first so many clinics by their codes. */
  readonly clinics: number;
  /** Clinics with one specialty each: about so many series. */
  readonly series: number;
  /** Days lived through the door, hours and samples of the days before. */
  readonly event_days: number;
  readonly hour_days: number;
  readonly past_days: number;
  /** Other series than a city's. */
  readonly lanesOf?: (clinics: readonly Clinic[]) => Lane[];
}

export interface CityWaits {
  readonly series: number;
  readonly changes: number;
  readonly hours: number;
  readonly days: number;
}

const CITY: CitySize = {
  clinics: 500,
  series: 5000,
  event_days: 30,
  // Thirteen months, as long as hours are kept.
  hour_days: 396,
  past_days: YEARS_days,
};
const SAY_every = 30;
/** After a day without a word a source of the simulated city is silent. */
const INTERVAL_min = 720;

/** Runs work in a transaction of its own, whose `now` is the same for all. */
export type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/**
 * Waits of a whole city: its last weeks are lived through the same door as any source, the years before are samples
 * of the same simulation with their hours. Same day, same size: the same waits.
 *
 * @returns null where this region has simulated sources already: then nothing is written
 */
export async function cityOfWaits(
  inside: InTransaction,
  specialties: readonly Specialty[],
  out: (line: string) => void,
  size: Partial<CitySize> = {},
): Promise<CityWaits | null> {
  const {
    clinics: clinics_max,
    series,
    event_days,
    hour_days,
    past_days,
    lanesOf,
  } = {
    ...CITY,
    ...size,
  };
  const began = await inside((tx) => begin(tx, event_days));
  if (!began) return null;
  const { zone, today, isWorking } = began;
  const clinics = began.clinics.slice(0, clinics_max);
  const lanes = lanesOf?.(clinics) ?? cityLanes(clinics, specialties, series);
  const dayAgo = (ago: number): string =>
    new Date(Date.parse(`${today}T00:00:00Z`) - ago * DAY_ms).toISOString().slice(0, 10);
  const done = { series: lanes.length, changes: 0, hours: 0, days: 0 };
  out(`series ${lanes.length} of ${clinics.length} clinics`);
  const city = new LiveCity(lanes, zone, isWorking);
  for (let ago = event_days; ago >= 0; ago -= 1) {
    await inside(async (tx) => {
      await quick(tx);
      done.changes += await city.live(tx, dayAgo(ago), ago, ago === event_days);
      done.hours += await city.roll(tx, dayAgo(ago));
    });
    if (ago % 5 === 0) out(`lived up to ${dayAgo(ago)}: ${done.changes} changes`);
  }
  await rollLived(inside, dayAgo, event_days);
  for (let ago = event_days + 1; ago <= past_days; ago += 1) {
    const day = dayAgo(ago);
    await inside(async (tx) => {
      await quick(tx);
      const written = await writePastDay(tx, lanes, { day, ago, withHours: ago <= hour_days });
      await refreshPlaces(tx, day, day);
      done.days += written.days;
      done.hours += written.hours;
    });
    if (ago % SAY_every === 0) out(`days back to ${day}: ${done.days} days, ${done.hours} hours`);
  }
  return done;
}

/** What the lived days released, day by day as the nightly job would have summed it up. */
async function rollLived(
  inside: InTransaction,
  dayAgo: (ago: number) => string,
  event_days: number,
): Promise<void> {
  const last = FOLLOWED_days + 1;
  if (event_days < last) return;
  for (let ago = event_days; ago >= last; ago -= 1)
    await inside(async (tx) => {
      await quick(tx);
      await rollDay(tx, dayAgo(ago));
    });
  await inside(async (tx) => {
    await setRolledUntil(tx, dayAgo(last));
    await checkAll(tx, dayNumber(dayAgo(last)));
  });
}

/** What is lost with the power is made again: nobody waits for the disk. */
const quick = (tx: Tx): Promise<unknown> => sql`set local synchronous_commit = off`.execute(tx.db);

async function begin(tx: Tx, event_days: number) {
  const region = regionId(tx);
  if (await holdsSimulated(tx)) return null;
  const zone = await zoneOfRegion(tx);
  const today = dayIn(zone, tx.now);
  const first = instantIn(
    zone,
    `${new Date(Date.parse(`${today}T00:00:00Z`) - event_days * DAY_ms).toISOString().slice(0, 10)}T00:00`,
  );
  // Months are made before their first row; the hours that are made here are not rolled again.
  await sql`select access_make_month(m::date)
    from generate_series(date_trunc('month', ${first}::timestamptz), ${tx.now}, interval '1 month') m`.execute(
    tx.db,
  );
  const over = new Date(Math.floor(tx.now.getTime() / 3_600_000) * 3_600_000);
  await sql`insert into access_rolled (region_id, until) values (${region}, ${over})
    on conflict (region_id) do update set until = greatest(access_rolled.until, excluded.until)`.execute(
    tx.db,
  );
  await sql`insert into access_comfort (region_id, specialty, valid_from, days_max)
    select ${region}, s, '2015-01-01'::date, n
    from (values ('therapist', 1), ('paediatrician', 1), ('*', 7)) as c(s, n) on conflict do nothing`.execute(
    tx.db,
  );
  for (const [code, name] of Object.entries(SIMULATED_sources))
    await insertSource(tx, {
      code,
      name,
      interval_min: INTERVAL_min,
      distance: 1,
      doctors: null,
      demo: true,
    });
  const clinics = await clinicsOf(tx);
  return { zone, today, isWorking: await workingDaysOf(tx), clinics };
}
