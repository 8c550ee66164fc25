/** A slot of a clinic's schedule, as a source gives it. Instants are milliseconds since 1970. */
export interface Slot {
  readonly id: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Only `free` can be a place; `busy` and `busy-tentative` cover free ones of the same doctor. */
  readonly status: string;
  /** Places in it, default 1. Negative or not whole is a fault of the source and gives none. */
  readonly capacity?: number | undefined;
  /** One person, whatever the schedule. Absent: a room or a team, never merged and never covered. */
  readonly doctor?: string | undefined;
  /** Counted beside overlapping free slots of the same doctor: a group, a second chair. */
  readonly parallel?: boolean | undefined;
  /** Default `in-person`. */
  readonly mode?: string | undefined;
  /** Default `routine`; others are series of their own. */
  readonly kind?: string | undefined;
  /** Full years, both inclusive. */
  readonly ageMin?: number | undefined;
  readonly ageMax?: number | undefined;
  /** Released at this instant. */
  readonly bookableFromMs?: number | undefined;
}

/** By start, then end, then id: the order of places. */
export function compareSlots(a: Slot, b: Slot): number {
  return a.startMs - b.startMs || a.endMs - b.endMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether two slots share time; ones that only touch do not. */
export const overlap = (a: Slot, b: Slot): boolean => a.startMs < b.endMs && b.startMs < a.endMs;

/** Whether a slot keeps its doctor from all free slots it overlaps (blocked time does not). */
export const covers = ({ status, doctor }: Slot): boolean =>
  doctor !== undefined && (status === 'busy' || status === 'busy-tentative');

/** Places in a slot; 0 where the source's number makes no sense. */
export function placesIn({ capacity = 1 }: Slot): number {
  return Number.isInteger(capacity) && capacity > 0 ? capacity : 0;
}
