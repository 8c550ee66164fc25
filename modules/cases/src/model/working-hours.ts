import type { Schedule } from '@otklik/working-time';

const ALL_DAY: [string, string][] = [['00:00', '24:00']];
const ROUND_THE_CLOCK: Schedule = {
  calendar: 'none',
  week: {
    mon: ALL_DAY,
    tue: ALL_DAY,
    wed: ALL_DAY,
    thu: ALL_DAY,
    fri: ALL_DAY,
    sat: ALL_DAY,
    sun: ALL_DAY,
  },
};

/** What of a term says when it runs. */
interface Timed {
  readonly unit: string;
  readonly schedule?: 'round-the-clock' | Schedule;
}

const inTime = ({ unit }: Timed): boolean => unit === 'minutes' || unit === 'hours';

/** The working hours that a term in minutes or hours fills; null for round the clock and for days. */
export const workingHours = (term: Timed): Schedule | null =>
  inTime(term) && typeof term.schedule === 'object' ? term.schedule : null;

/** What the engine is told of a term: working hours or the whole day; nothing for days. */
export const scheduleOf = (term: Timed): { readonly schedule?: Schedule } =>
  inTime(term) ? { schedule: workingHours(term) ?? ROUND_THE_CLOCK } : {};
