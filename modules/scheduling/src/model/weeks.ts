const DAY_ms = 86_400_000;

/** The ISO week of a local date, as `2026-W31`. */
export function weekOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  // The Thursday of a week decides its year.
  const thursday = new Date(day.getTime() + (4 - (day.getUTCDay() || 7)) * DAY_ms);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const number = Math.floor((thursday.getTime() - first) / DAY_ms / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(number).padStart(2, '0')}`;
}

/** The Monday of an ISO week and the Monday after it, as local dates. */
export function daysOfWeek(week: string): { readonly from: string; readonly before: string } {
  const [year, number] = week.split('-W').map(Number) as [number, number];
  // 4 January is always in week 1.
  const fourth = Date.UTC(year, 0, 4);
  const monday =
    fourth - ((new Date(fourth).getUTCDay() || 7) - 1) * DAY_ms + (number - 1) * 7 * DAY_ms;
  const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  return { from: text(monday), before: text(monday + 7 * DAY_ms) };
}

export interface Part {
  readonly name: string;
  readonly type: 'Location' | 'Schedule' | 'HealthcareService' | 'Slot';
  /** Of files of slots. */
  readonly week: string | null;
  readonly place: string | null;
}

/** Where clinics stand whose district nobody knows. */
export const ELSEWHERE = 'elsewhere';

export const slotsName = (week: string, place: string): string => `slots-${week}-${place}.ndjson`;

/** What a file's name says of it. */
export function partOf(name: string): Part {
  const [, week, place] = /^slots-(\d{4}-W\d{2})-(.+)\.ndjson$/.exec(name) ?? [];
  if (week && place) return { name, type: 'Slot', week, place };
  const type =
    name === 'locations.ndjson'
      ? 'Location'
      : name === 'schedules.ndjson'
        ? 'Schedule'
        : 'HealthcareService';
  return { name, type, week: null, place: null };
}
