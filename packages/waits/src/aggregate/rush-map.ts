import type { Zone } from '@otklik/working-time';
import { hourOfWeek, localHour } from '../local-hour.ts';
import type { LocalHour } from '../local-hour.ts';
import type { HalfLife } from './half-life.ts';
import { halfLife } from './half-life.ts';

/** A place from its release to its booking; null = still free at its start. */
export interface PlaceLife {
  readonly releasedMs: number;
  readonly bookedMs: number | null;
}

/** Places released in one hour of the local week, and how fast they went. */
export interface RushCell extends LocalHour, HalfLife {
  readonly released: number;
  /** Of all releases. */
  readonly share: number;
}

/** When places appear and how fast they go; hours of the week without a release are left out. */
export function rushMap(lives: readonly PlaceLife[], zone: Zone): RushCell[] {
  const cells = new Map<number, { readonly at: LocalHour; readonly hours: (number | null)[] }>();
  for (const { releasedMs, bookedMs } of lives) {
    const at = localHour(zone, releasedMs);
    const cell = cells.get(hourOfWeek(at)) ?? { at, hours: [] };
    cells.set(hourOfWeek(at), cell);
    cell.hours.push(bookedMs === null ? null : (bookedMs - releasedMs) / 3_600_000);
  }
  return [...cells]
    .sort(([a], [b]) => a - b)
    .map(([, { at, hours }]) => ({
      ...at,
      released: hours.length,
      share: hours.length / lives.length,
      ...halfLife(hours),
    }));
}
