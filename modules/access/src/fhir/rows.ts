import { COARSE_window_ms } from '../client/limits.ts';
import type { FaultCount } from '../model.ts';
import { bookingLink } from './booking-link.ts';
import type { LocationEssence, ScheduleEssence, SlotEssence } from './essence.ts';
import { isZone, readInstant } from './offsets.ts';

/** What a source calls places and services, and what we call them. */
export interface Names {
  readonly places: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, string>>;
  /** Ours, for sources that use our own codes. */
  readonly specialties: ReadonlySet<string>;
  readonly clinics: ReadonlySet<string>;
  /** Zones of our clinics by their codes. */
  readonly zones: ReadonlyMap<string, string>;
  /** Of places that do not say theirs; null: the clinic's own. */
  readonly zone: string | null;
  /** Named in booking links as who led the patient there. */
  readonly publicUrl: string;
}

/** A row in the columns of a feed. */
export type Row = Readonly<Record<string, unknown>>;

export interface Around {
  readonly locations: ReadonlyMap<string, LocationEssence>;
  readonly schedules: ReadonlyMap<string, ScheduleEssence>;
}

/** The clinic's code of a place; its own id where nobody knows it. */
export function clinicOf(location: LocationEssence | undefined, id: string, names: Names): string {
  const told = [id, ...(location?.names ?? [])];
  for (const name of told) {
    const mapped = names.places[name];
    if (mapped) return mapped;
    if (names.clinics.has(name)) return name;
  }
  return names.places['*'] ?? id;
}

export function specialtyOf(schedule: ScheduleEssence, names: Names): string {
  for (const code of schedule.services) {
    const mapped = names.services[code];
    if (mapped) return mapped;
    if (names.specialties.has(code)) return code;
  }
  return names.services['*'] ?? schedule.services[0] ?? 'unnamed';
}

/** The zone the place's clocks run in: its own word, the source's, ours. */
function zoneAt(
  location: LocationEssence | undefined,
  clinic: string,
  names: Names,
  faults: FaultCount,
  id: string,
): string | null {
  const told = location?.zone ?? names.zone ?? names.zones.get(clinic) ?? 'UTC';
  if (isZone(told)) return told;
  faults.add('unknown-zone', id);
  return null;
}

/**
 * A slot of a publication as a row of a feed. Its id is schedule, start and end: ids of publications repeat, and
 * are made anew each night.
 * @returns null where it cannot be read; `faults` says why
 */
export function rowOf(
  slot: SlotEssence,
  around: Around,
  names: Names,
  faults: FaultCount,
): Row | null {
  const schedule = around.schedules.get(slot.schedule);
  const shown = `${slot.schedule}/${slot.id ?? ''}`.slice(0, 120);
  if (!schedule) {
    faults.add('unknown-schedule', shown);
    return null;
  }
  const place = schedule.location ?? '';
  const location = around.locations.get(place);
  const clinic = clinicOf(location, place, names);
  const zone = zoneAt(location, clinic, names, faults, shown);
  if (!zone) return null;
  const [start, end] = [readInstant(slot.start, zone), readInstant(slot.end, zone)];
  if (!start || !end) {
    faults.add('no-offset', shown);
    return null;
  }
  if (start.wrong || end.wrong) faults.add('wrong-offset', shown);
  if (slot.repeated) faults.add('repeated-extension', shown);
  if (end.ms - start.ms > COARSE_window_ms) faults.add('coarse-window', shown);
  const id = slotKey(slot.schedule, start.ms, end.ms);
  const link = slot.link ? bookingLink(slot.link, names.publicUrl, id) : null;
  return {
    id,
    clinic,
    specialty: specialtyOf(schedule, names),
    start: start.iso,
    end: end.iso,
    status: slot.status,
    ...(slot.capacity === undefined ? {} : { capacity: countOf(slot.capacity) }),
    ...(schedule.doctor ? { doctor: schedule.doctor } : {}),
    ...(link ? { book_url: link } : {}),
  };
}

/** What is no number at all must be refused by the one who judges, and JSON knows no NaN. */
const countOf = (told: number): number => (Number.isNaN(told) ? -1 : told);

const minuteOf = (ms: number): string => Math.round(ms / 60_000).toString(36);

export const slotKey = (schedule: string, start_ms: number, end_ms: number): string =>
  `${schedule}~${minuteOf(start_ms)}~${minuteOf(end_ms)}`;
/** The schedule of a key. */
export const scheduleIn = (key: string): string => key.slice(0, key.indexOf('~'));
