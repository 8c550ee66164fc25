import type { Zone } from '@otklik/working-time';
import { nearestRank, share } from '../days.ts';

// What becomes of places: filled, left over, missed, given back.

export interface Filling {
  readonly offered: number;
  readonly fill: number | null;
  readonly unused: number | null;
}

/** Places taken and left over at their start; blocked ones are in neither. */
export function filling(busy: number, freeAtStart: number): Filling {
  const offered = busy + freeAtStart;
  return { offered, fill: share(busy, offered), unused: share(freeAtStart, offered) };
}

export interface Attendance {
  readonly noShow: number | null;
  /** Cancelled under 24 hours before; earlier ones are in neither number. */
  readonly lateCancel: number | null;
}

export function attendance(fulfilled: number, noShow: number, cancelledLate: number): Attendance {
  const due = fulfilled + noShow;
  return { noShow: share(noShow, due), lateCancel: share(cancelledLate, due + cancelledLate) };
}

/** Cancelled places that were taken again before their start. */
export const recovery = (cancelled: number, rebooked: number): number | null =>
  share(rebooked, cancelled);

export interface Visit {
  readonly scheduledMs: number | null;
  readonly arrivedMs: number | null;
  readonly seenMs: number | null;
}

/** Minutes in the corridor, from the later of arrival and appointment; null without a stamp of either end. */
export function corridorMinutes({ scheduledMs, arrivedMs, seenMs }: Visit): number | null {
  if (arrivedMs === null || seenMs === null) return null;
  return Math.max(0, seenMs - Math.max(arrivedMs, scheduledMs ?? arrivedMs)) / 60_000;
}

/** Share of visits with both stamps that waited at most so many minutes; null when there are none. */
export function shareSeenWithin(visits: readonly Visit[], minutes = 20): number | null {
  const known = visits.map(corridorMinutes).filter((value) => value !== null);
  return share(known.filter((value) => value <= minutes).length, known.length);
}

/** Days between the local dates of booking and visit; negative is an error of the source. */
export const leadDays = (zone: Zone, bookedMs: number, visitMs: number): number =>
  zone.localDay(visitMs) - zone.localDay(bookedMs);

/** Last day of each band but the open one. */
const BANDS = [
  ['0', 0],
  ['1', 1],
  ['2-7', 7],
  ['8-14', 14],
  ['15-21', 21],
  ['22-28', 28],
  ['29+', Infinity],
] as const;

export interface LeadBands {
  readonly counted: number;
  /** Negative leads, in nothing else. */
  readonly errors: number;
  readonly bands: Readonly<Record<string, number>>;
  readonly p50: number | null;
}

/** How long before the visit people booked. */
export function leadBands(days: readonly number[]): LeadBands {
  const counted = days.filter((value) => value >= 0);
  const bands: Record<string, number> = Object.fromEntries(BANDS.map(([name]) => [name, 0]));
  for (const value of counted) {
    const [name] = BANDS.find(([, last]) => value <= last) ?? ['29+'];
    bands[name] = (bands[name] ?? 0) + 1;
  }
  return {
    counted: counted.length,
    errors: days.length - counted.length,
    bands,
    p50: nearestRank(counted, 0.5),
  };
}
