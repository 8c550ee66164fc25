import type { Places } from '../places.ts';
import type { Profile, Rules } from '../profile.ts';
import { rulesOf } from '../profile.ts';
import type { Slot } from '../slot.ts';
import { covers, placesIn } from '../slot.ts';
import { neverUsable, notNow } from '../usable.ts';
import { Doctor } from './doctor.ts';
import type { Entry } from './entry.ts';
import { compareEntries, entryOf } from './entry.ts';
import { Moments } from './moments.ts';
import { SortedList } from './sorted-list.ts';

/**
 * The slots of one clinic and specialty, kept so that a change of one slot, or the passing of time, costs
 * little more than that slot: the answer always equals `places` over all of them.
 */
export class Group {
  readonly #rules: Rules;
  #nowMs: number;
  /** By id: a source that repeats ids must be given unique ones first. */
  readonly #slots = new Map<string, Slot>();
  readonly #entries = new Map<string, Entry>();
  readonly #doctors = new Map<string, Doctor>();
  readonly #taken = new SortedList<Entry>(compareEntries);
  readonly #moments = new Moments<Entry>();
  #places = 0;

  /** @throws WaitsError `argument-invalid`; WorkingTimeError `zone-unknown`. */
  constructor(profile: Profile, nowMs: number) {
    this.#rules = rulesOf(profile);
    this.#nowMs = nowMs;
  }

  get size(): number {
    return this.#slots.size;
  }

  /** Adds a slot or replaces the one with its id. */
  put(slot: Slot): void {
    this.remove(slot.id);
    this.#slots.set(slot.id, slot);
    const doctor = this.#doctorOf(slot);
    if (doctor && covers(slot)) for (const entry of doctor.addBusy(slot)) this.#refresh(entry);
    if (neverUsable(slot, this.#rules) !== null) return;
    const entry = entryOf(slot);
    this.#entries.set(slot.id, entry);
    doctor?.addFree(entry);
    this.#refresh(entry);
    this.#moments.compact(this.#entries.size);
  }

  /** @returns whether there was such a slot */
  remove(id: string): boolean {
    const slot = this.#slots.get(id);
    if (!slot) return false;
    this.#slots.delete(id);
    const doctor = this.#doctorOf(slot);
    const entry = this.#entries.get(id);
    if (entry) {
      this.#setActive(entry, false);
      this.#moments.drop(entry);
      this.#entries.delete(id);
      doctor?.removeFree(entry);
    }
    if (doctor && covers(slot)) for (const other of doctor.removeBusy(slot)) this.#refresh(other);
    if (doctor?.isEmpty) this.#doctors.delete(slot.doctor ?? '');
    return true;
  }

  /** Lets time pass (or go back, which costs as much as there are slots). */
  advance(nowMs: number): void {
    const back = nowMs < this.#nowMs;
    this.#nowMs = nowMs;
    if (back) for (const entry of this.#entries.values()) this.#refresh(entry);
    for (let entry = this.#moments.take(nowMs); entry; entry = this.#moments.take(nowMs))
      this.#refresh(entry);
  }

  /** When time alone may change the answer next: not later than it does. Null: never. */
  nextChangeMs(): number | null {
    return this.#moments.nextMs();
  }

  /** First and third place and the number of all, now. */
  answer(): Places {
    let count = 0;
    let [k1, k3]: (Slot | null)[] = [null, null];
    for (const { slot } of this.#taken) {
      count += placesIn(slot);
      k1 ??= slot;
      if (count < 3) continue;
      k3 = slot;
      break;
    }
    return { places: this.#places, k1: k1 ?? null, k3: k3 ?? null };
  }

  /** Places that begin before an instant: those of the next 7 or 30 days. */
  placesBefore(untilMs: number): number {
    let count = 0;
    for (const { slot } of this.#taken) {
      if (slot.startMs >= untilMs) break;
      count += placesIn(slot);
    }
    return count;
  }

  /** Drops slots that ended before an instant; only what has begun by now can be dropped. */
  forget(beforeMs: number): void {
    const limit = Math.min(beforeMs, this.#nowMs);
    for (const slot of this.#slots.values())
      if (slot.endMs <= limit && slot.startMs < limit) this.remove(slot.id);
  }

  #doctorOf({ doctor: name }: Slot): Doctor | undefined {
    if (name === undefined) return undefined;
    const known = this.#doctors.get(name);
    if (known) return known;
    const doctor = new Doctor((entry, taken) => this.#count(entry, taken));
    this.#doctors.set(name, doctor);
    return doctor;
  }

  /** Brings an entry to what it is now, and sets when it has to be looked at again. */
  #refresh(entry: Entry): void {
    const { slot } = entry;
    const reason = notNow(slot, this.#rules, this.#nowMs);
    this.#setActive(entry, reason === null && entry.covered === 0);
    const { noticeMs, horizonMs } = this.#rules;
    if (reason === 'past' || reason === 'notice') this.#moments.drop(entry);
    else if (reason === null) this.#moments.set(entry, slot.startMs - noticeMs + 1);
    else
      this.#moments.set(
        entry,
        Math.max(slot.startMs - horizonMs + 1, slot.bookableFromMs ?? -Infinity),
      );
  }

  #setActive(entry: Entry, active: boolean): void {
    if (entry.active === active) return;
    entry.active = active;
    const doctor = this.#doctorOf(entry.slot);
    if (!doctor) {
      entry.taken = active;
      this.#count(entry, active);
    } else if (active) doctor.activate(entry);
    else doctor.deactivate(entry);
  }

  #count(entry: Entry, taken: boolean): void {
    const places = placesIn(entry.slot);
    this.#places += taken ? places : -places;
    if (taken) this.#taken.add(entry);
    else this.#taken.delete(entry);
  }
}
