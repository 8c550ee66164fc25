import type { Zone } from '@otklik/working-time';
import { weekdayOf } from '@otklik/working-time';
import { refuse } from '../errors.ts';

/** A chance that was given, and what came of it. */
export interface Forecast {
  /** From 0 to 1. */
  readonly chance: number;
  readonly happened: boolean;
}

export interface CalibrationRow {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Null in an empty row. */
  readonly meanChance: number | null;
  readonly happenedShare: number | null;
}

export interface Calibration {
  readonly n: number;
  readonly rows: readonly CalibrationRow[];
  /** Mean squared distance of chance and outcome; null without forecasts. */
  readonly brier: number | null;
  /** The same for always saying the overall share: what a forecast must beat. */
  readonly brierOfShare: number | null;
  /** Mean distance of a row's chance from its share, weighted by n. */
  readonly error: number | null;
}

/**
 * Whether chances came true as often as they said.
 * @param rows number of equal rows of chance, default 10
 * @throws WaitsError `argument-invalid`: a chance outside [0, 1].
 */
export function calibration(forecasts: readonly Forecast[], rows = 10): Calibration {
  if (forecasts.some(({ chance }) => !(chance >= 0 && chance <= 1)))
    throw refuse('argument-invalid', 'a chance lies outside [0, 1]');
  const n = forecasts.length;
  const table = Array.from({ length: rows }, (_, row): CalibrationRow => {
    const own = forecasts.filter(
      ({ chance }) => Math.min(rows - 1, Math.floor(chance * rows)) === row,
    );
    return {
      from: row / rows,
      to: (row + 1) / rows,
      n: own.length,
      meanChance: meanOf(own.map(({ chance }) => chance)),
      happenedShare: meanOf(own.map(({ happened }) => Number(happened))),
    };
  });
  const overall = meanOf(forecasts.map(({ happened }) => Number(happened)));
  const off = table.map(
    (row) => row.n * Math.abs((row.meanChance ?? 0) - (row.happenedShare ?? 0)),
  );
  return {
    n,
    rows: table,
    brier: meanOf(forecasts.map(({ chance, happened }) => (chance - Number(happened)) ** 2)),
    brierOfShare: overall === null ? null : overall * (1 - overall),
    error: n === 0 ? null : off.reduce((total, value) => total + value, 0) / n,
  };
}

export interface Split<T> {
  readonly learn: readonly T[];
  readonly heldBack: readonly T[];
}

/**
 * Holds the last local weeks back, so that chances are judged on weeks they were not learned from.
 * @param weeks how many of the weeks that have items, from the last one
 */
export function splitWeeks<T extends { readonly atMs: number }>(
  items: readonly T[],
  zone: Zone,
  weeks: number,
): Split<T> {
  const weekOf = ({ atMs }: T): number => {
    const day = zone.localDay(atMs);
    return day - weekdayOf(day);
  };
  const all = [...new Set(items.map(weekOf))].sort((a, b) => a - b);
  const held = new Set(weeks > 0 ? all.slice(-weeks) : []);
  return {
    learn: items.filter((item) => !held.has(weekOf(item))),
    heldBack: items.filter((item) => held.has(weekOf(item))),
  };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0
    ? null
    : values.reduce((total, value) => total + value, 0) / values.length;
}
