/** A part of the day in which somebody moderates: whole hours where the region is. */
export interface Shift {
  readonly code: string;
  /** The hour it begins with, 0 to 23. */
  readonly from: number;
  /** The hour before which it ends, 0 to 24; at or before `from` it runs over midnight. */
  readonly to: number;
}

const HOURS = 24;

/** Of a region that has set nothing else. */
export const SHIFTS: readonly Shift[] = [
  { code: 'day', from: 8, to: 20 },
  { code: 'night', from: 20, to: 8 },
];

/** Whether an hour of the day belongs to a shift. */
export const inShift = (hour: number, { from, to }: Shift): boolean =>
  from < to ? hour >= from && hour < to : hour >= from || hour < to;

/**
 * The code of the shift of each hour of the day, 24 of them; null where the hours do not divide the day without
 * gap or overlap.
 */
export function hoursOf(shifts: readonly Shift[]): string[] | null {
  const hours: string[] = [];
  for (let hour = 0; hour < HOURS; hour += 1) {
    const on = shifts.filter((shift) => inShift(hour, shift));
    if (on.length !== 1) return null;
    hours.push(on[0]!.code);
  }
  return hours;
}
