import { parseDate } from './dates.ts';
import { refuse } from './errors.ts';

/** A regional day or range of days (both ends included) laid over the calendar. */
export type ExtraDay =
  | { readonly date: string; readonly type: 'off' | 'short' }
  | { readonly from: string; readonly to: string; readonly type: 'off' | 'short' };

/** Checked extra days, as ranges of day numbers. */
export interface Overlay {
  readonly is_empty: boolean;
  isOff(day: number): boolean;
  isShort(day: number): boolean;
}

const NOTHING: Overlay = { is_empty: true, isOff: () => false, isShort: () => false };

/**
 * Checks extra days.
 * @throws WorkingTimeError `schedule-invalid`: no such date, a range that ends before it begins, an unknown type.
 */
export function overlayOf(extraDays: readonly ExtraDay[] = []): Overlay {
  if (!Array.isArray(extraDays)) throw refuse('schedule-invalid', 'extra days are not a list');
  if (extraDays.length === 0) return NOTHING;
  const ranges = extraDays.map((extra: ExtraDay) => {
    const from = parseDate('date' in extra ? extra.date : extra.from);
    const to = parseDate('date' in extra ? extra.date : extra.to);
    const known = extra.type === 'off' || extra.type === 'short';
    if (from === null || to === null || to < from || !known) {
      throw refuse('schedule-invalid', 'an extra day has no real date or an unknown type');
    }
    return { from, to, type: extra.type };
  });
  const has = (type: 'off' | 'short', day: number): boolean =>
    ranges.some((range) => range.type === type && range.from <= day && day <= range.to);
  return {
    is_empty: false,
    isOff: (day) => has('off', day),
    isShort: (day) => has('short', day),
  };
}
