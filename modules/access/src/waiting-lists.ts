import type { Tx } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { z } from 'zod';
import type { LocationEssence, ScheduleEssence } from './fhir/essence.ts';
import { clinicOf, specialtyOf, type Names } from './fhir/rows.ts';
import type { FaultCount } from './model.ts';
import { keepLists, type GoodList } from './store/beside-slots.ts';
import { knownPlaces } from './told-rows.ts';

const whole = z.coerce.number().int().min(0).max(1_000_000);
const listRow = z.strictObject({
  clinic: z.string().min(1).max(80),
  specialty: z.string().min(1).max(80),
  length: whole,
  served: whole.nullish(),
  served_p50_days: whole.max(3650).nullish(),
  served_p90_days: whole.max(3650).nullish(),
});

/** Keeps the lists that can be taken; the others are counted. @returns how many were taken */
export async function takeLists(
  tx: Tx,
  sourceId: string,
  rows: readonly unknown[],
  faults: FaultCount,
): Promise<number> {
  const { clinics, specialties } = await knownPlaces(tx);
  const good = new Map<string, GoodList>();
  for (const row of rows) {
    const read = listRow.safeParse(row);
    if (!read.success) {
      faults.add(shapeOnly(row) ? 'wrong-number' : 'wrong-shape');
      continue;
    }
    const { clinic, specialty, ...numbers } = read.data;
    const found = clinics.get(clinic);
    if (!found) faults.add('unknown-clinic');
    else if (!specialties.has(specialty)) faults.add('unknown-specialty');
    else
      good.set(`${found.id} ${specialty}`, {
        clinic_id: found.id,
        specialty,
        length: numbers.length,
        served: numbers.served ?? null,
        served_p50_days: numbers.served_p50_days ?? null,
        served_p90_days: numbers.served_p90_days ?? null,
      });
  }
  await keepLists(tx, sourceId, [...good.values()], dayIn(await zoneOfRegion(tx), tx.now));
  return good.size;
}

/** Everything is named, so that it is a number that is wrong. */
const shapeOnly = (row: unknown): boolean =>
  typeof row === 'object' &&
  row !== null &&
  'clinic' in row &&
  'specialty' in row &&
  'length' in row;

/** Lists that schedules of a publication or a bundle tell of. */
export function listsIn(
  schedules: Iterable<ScheduleEssence>,
  locations: ReadonlyMap<string, LocationEssence>,
  names: Names,
): Readonly<Record<string, unknown>>[] {
  return [...schedules].flatMap((schedule) => {
    const { waiting, location: place = '' } = schedule;
    if (!waiting) return [];
    return {
      clinic: clinicOf(locations.get(place), place, names),
      specialty: specialtyOf(schedule, names),
      length: waiting['length'] ?? null,
      served: waiting['served'] ?? null,
      served_p50_days: waiting['p50-days'] ?? null,
      served_p90_days: waiting['p90-days'] ?? null,
    };
  });
}
