import { formatDate, parseDate } from '@otklik/working-time';

/** How far back a referral may lie, and how far ahead an appointment. */
const BACK_days = 730;
const AHEAD_days = 366;
const shifted = (date: string, days: number): string =>
  formatDate((parseDate(date) ?? Number.NaN) + days);

interface Days {
  readonly givenOn: string;
  readonly offeredOn?: string | undefined;
  readonly seenOn?: string | undefined;
}

/** What is wrong with the days of a referral; null: nothing. */
export function daysFault(
  { givenOn, offeredOn, seenOn }: Days,
  today: string,
): { readonly path: keyof Days; readonly code: string } | null {
  if (givenOn > today) return { path: 'givenOn', code: 'ahead' };
  if (givenOn < shifted(today, -BACK_days)) return { path: 'givenOn', code: 'long-ago' };
  if (offeredOn !== undefined && (offeredOn < givenOn || offeredOn > shifted(today, AHEAD_days)))
    return { path: 'offeredOn', code: 'unfit' };
  if (seenOn !== undefined && (seenOn < givenOn || seenOn > today))
    return { path: 'seenOn', code: 'unfit' };
  return null;
}
