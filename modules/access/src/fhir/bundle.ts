import type { FaultCount } from '../model.ts';
import { locationFrom, roleFrom, scheduleFrom, slotFrom } from './essence.ts';
import { listsIn } from '../waiting-lists.ts';
import { rowOf, type Names, type Row } from './rows.ts';

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Resources of a bundle by their type; of other types nothing is kept, and no patient is looked at. */
function resourcesIn(bundle: unknown): ReadonlyMap<string, readonly Json[]> {
  const entries = isObject(bundle) && Array.isArray(bundle['entry']) ? bundle['entry'] : [];
  const held = (entries as unknown[])
    .map((entry) => (isObject(entry) ? entry['resource'] : undefined))
    .filter(isObject);
  return Map.groupBy(held, (resource) => String(resource['resourceType']));
}

export interface BundleRows {
  readonly rows: readonly Row[];
  readonly lists: readonly Readonly<Record<string, unknown>>[];
}

/**
 * The slots of a bundle as rows of a feed, by the schedules and places that come with them, and lists that schedules
 * tell of. A slot here keeps its own id: who sends a bundle to us keeps ids.
 */
export function rowsFromBundle(bundle: unknown, names: Names, faults: FaultCount): BundleRows {
  const held = resourcesIn(bundle);
  const of = (type: string) => held.get(type) ?? [];
  const there = <T>(value: T | null): value is T => value !== null;
  const roles = new Map(of('PractitionerRole').map(roleFrom).filter(there));
  const places = of('Location').map(locationFrom).filter(there);
  const told = of('Schedule')
    .map((one) => scheduleFrom(one, roles))
    .filter(there);
  const locations = new Map(places.map((one) => [one.id, one]));
  const schedules = new Map(told.map((one) => [one.id, one]));
  const rows = of('Slot').flatMap((resource): Row[] => {
    const slot = slotFrom(resource);
    if (!slot) {
      faults.add('unreadable-line');
      return [];
    }
    const row = rowOf(slot, { locations, schedules }, names, faults);
    return row ? [{ ...row, ...(slot.id ? { id: slot.id.slice(0, 120) } : {}) }] : [];
  });
  return { rows, lists: listsIn(told, locations, names) };
}
