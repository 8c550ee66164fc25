import type { Profile, Rules } from './profile.ts';
import { rulesOf } from './profile.ts';
import type { Slot } from './slot.ts';
import { compareSlots, covers, placesIn } from './slot.ts';
import type { Unusable } from './usable.ts';
import { neverUsable, notNow } from './usable.ts';

/** The k-th places of a list of slots: null where there are fewer. */
export interface Places {
  /** All places within the horizon. */
  readonly places: number;
  readonly k1: Slot | null;
  readonly k3: Slot | null;
}

/**
 * First and third place among slots, in any order, at an instant.
 * @throws WaitsError `argument-invalid`; WorkingTimeError `zone-unknown`.
 */
export function places(slots: readonly Slot[], profile: Profile, nowMs: number): Places {
  return firstOf(takenSlots(slots, rulesOf(profile), nowMs));
}

/** Counts taken slots in their order, each as often as it has places. */
export function firstOf(taken: Iterable<Slot>): Places {
  let count = 0;
  let [k1, k3]: (Slot | null)[] = [null, null];
  for (const slot of taken) {
    count += placesIn(slot);
    if (k1 === null) k1 = slot;
    if (k3 === null && count >= 3) k3 = slot;
  }
  return { places: count, k1: k1 ?? null, k3: k3 ?? null };
}

/** The slots whose places count, in the order of places: usable ones, less those one doctor cannot hold too. */
export function takenSlots(slots: readonly Slot[], rules: Rules, nowMs: number): Slot[] {
  const busy = busyTimes(slots);
  const usable = slots.filter((slot) => reasonWith(busy, slot, rules, nowMs) === null);
  const lastEnd = new Map<string, number>();
  return usable.sort(compareSlots).filter((slot) => {
    if (slot.doctor === undefined || slot.parallel === true) return true;
    if (slot.startMs < (lastEnd.get(slot.doctor) ?? -Infinity)) return false;
    lastEnd.set(slot.doctor, slot.endMs);
    return true;
  });
}

/**
 * Why each slot is no place (null: it is usable), for a page that shows them.
 * @throws as `places`.
 */
export function reasons(
  slots: readonly Slot[],
  profile: Profile,
  nowMs: number,
): (Unusable | null)[] {
  const rules = rulesOf(profile);
  const busy = busyTimes(slots);
  return slots.map((slot) => reasonWith(busy, slot, rules, nowMs));
}

function reasonWith(busy: BusyTimes, slot: Slot, rules: Rules, nowMs: number): Unusable | null {
  const reason = neverUsable(slot, rules) ?? notNow(slot, rules, nowMs);
  return reason ?? (isCovered(busy, slot) ? 'covered' : null);
}

/** Busy slots of a doctor by start; ends[i] is the latest end of the first i + 1. */
interface Busy {
  readonly starts: number[];
  readonly ends: number[];
}
type BusyTimes = ReadonlyMap<string, Busy>;

function busyTimes(slots: readonly Slot[]): BusyTimes {
  const times = new Map<string, Busy>();
  for (const slot of slots.filter(covers).sort(compareSlots)) {
    const own = times.get(slot.doctor ?? '') ?? { starts: [], ends: [] };
    times.set(slot.doctor ?? '', own);
    own.starts.push(slot.startMs);
    own.ends.push(Math.max(slot.endMs, own.ends.at(-1) ?? -Infinity));
  }
  return times;
}

function isCovered(times: BusyTimes, slot: Slot): boolean {
  const own = slot.doctor === undefined ? undefined : times.get(slot.doctor);
  if (!own) return false;
  // Of the busy slots that begin before this one ends, does any end after it begins?
  let [low, high] = [0, own.starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((own.starts[middle] ?? Infinity) < slot.endMs) low = middle + 1;
    else high = middle;
  }
  return low > 0 && (own.ends[low - 1] ?? -Infinity) > slot.startMs;
}
