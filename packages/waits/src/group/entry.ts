import type { Slot } from '../slot.ts';
import { compareSlots } from '../slot.ts';

/** A free slot of a group and what is known of it now. */
export interface Entry {
  readonly slot: Slot;
  /** How many busy or held slots of its doctor overlap it. */
  covered: number;
  /** Usable now. */
  active: boolean;
  /** Its places count: usable, and its doctor is not in another place then. */
  taken: boolean;
  /** See `Moments`. */
  version: number;
}

export const compareEntries = (a: Entry, b: Entry): number => compareSlots(a.slot, b.slot);

export const entryOf = (slot: Slot): Entry => ({
  slot,
  covered: 0,
  active: false,
  taken: false,
  version: 0,
});
