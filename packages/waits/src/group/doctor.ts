import type { Slot } from '../slot.ts';
import { compareSlots, overlap } from '../slot.ts';
import type { Entry } from './entry.ts';
import { compareEntries, entryOf } from './entry.ts';
import type { Place } from './sorted-list.ts';
import { SortedList } from './sorted-list.ts';

/** Told of every entry whose places begin or cease to count. */
export type OnTaken = (entry: Entry, taken: boolean) => void;

/** One doctor's slots in a group: which free ones are covered by busy ones, and which he can hold one after another. */
export class Doctor {
  readonly #free = new SortedList<Entry>(compareEntries);
  readonly #busy = new SortedList<Slot>(compareSlots);
  /** Usable slots that are not parallel: taken one after another from the first. */
  readonly #chain = new SortedList<Entry>(compareEntries);
  readonly #onTaken: OnTaken;
  // An overlapping slot begins at most its own length before. They only grow: a search may look too far, never too near.
  #longestFree_ms = 0;
  #longestBusy_ms = 0;

  constructor(onTaken: OnTaken) {
    this.#onTaken = onTaken;
  }

  get isEmpty(): boolean {
    return this.#free.size === 0 && this.#busy.size === 0;
  }

  addFree(entry: Entry): void {
    const { slot } = entry;
    this.#longestFree_ms = Math.max(this.#longestFree_ms, slot.endMs - slot.startMs);
    this.#free.add(entry);
    entry.covered = 0;
    for (const busy of this.#busyOver(slot)) if (overlap(busy, slot)) entry.covered += 1;
  }

  removeFree(entry: Entry): void {
    this.#free.delete(entry);
  }

  /** @returns the free entries whose cover changed */
  addBusy(slot: Slot): Entry[] {
    this.#longestBusy_ms = Math.max(this.#longestBusy_ms, slot.endMs - slot.startMs);
    this.#busy.add(slot);
    return this.#cover(slot, 1);
  }

  removeBusy(slot: Slot): Entry[] {
    this.#busy.delete(slot);
    return this.#cover(slot, -1);
  }

  /** A free slot has become usable. */
  activate(entry: Entry): void {
    if (entry.slot.parallel === true) this.#set(entry, true);
    else this.#settle(this.#chain.add(entry), entry);
  }

  /** A free slot is usable no longer. */
  deactivate(entry: Entry): void {
    if (entry.slot.parallel === true) {
      this.#set(entry, false);
      return;
    }
    const place = this.#chain.delete(entry);
    if (!entry.taken || place === null) return;
    this.#set(entry, false);
    this.#settle(place, null);
  }

  /**
   * Decides anew from a place on, until a slot is reached that is taken as before: after it nothing differs.
   * @param added the entry that is new at this place
   */
  #settle(from: Place, added: Entry | null): void {
    let lastEnd_ms = this.#lastEndBefore(from);
    let place = from;
    for (let entry = this.#chain.at(place); entry; entry = this.#chain.at(place)) {
      const take = entry.slot.startMs >= lastEnd_ms;
      if (take) lastEnd_ms = entry.slot.endMs;
      if (entry.taken !== take) this.#set(entry, take);
      else if (take || entry === added) return;
      place = this.#chain.next(place);
    }
  }

  #lastEndBefore(from: Place): number {
    for (let place = this.#chain.previous(from); place; place = this.#chain.previous(place)) {
      const entry = this.#chain.at(place);
      if (entry?.taken) return entry.slot.endMs;
    }
    return -Infinity;
  }

  #set(entry: Entry, taken: boolean): void {
    entry.taken = taken;
    this.#onTaken(entry, taken);
  }

  *#busyOver(slot: Slot): Generator<Slot> {
    const probe: Slot = {
      ...slot,
      startMs: slot.startMs - this.#longestBusy_ms,
      endMs: -Infinity,
      id: '',
    };
    let place = this.#busy.locate(probe);
    for (let busy = this.#busy.at(place); busy; busy = this.#busy.at(place)) {
      if (busy.startMs >= slot.endMs) return;
      yield busy;
      place = this.#busy.next(place);
    }
  }

  #cover(slot: Slot, change: 1 | -1): Entry[] {
    const probe: Slot = {
      ...slot,
      startMs: slot.startMs - this.#longestFree_ms,
      endMs: -Infinity,
      id: '',
    };
    const changed: Entry[] = [];
    let place = this.#free.locate(entryOf(probe));
    for (let entry = this.#free.at(place); entry; entry = this.#free.at(place)) {
      if (entry.slot.startMs >= slot.endMs) break;
      if (overlap(entry.slot, slot)) {
        entry.covered += change;
        changed.push(entry);
      }
      place = this.#free.next(place);
    }
    return changed;
  }
}
