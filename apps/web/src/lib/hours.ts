import type { CaseView } from '@otklik/cases';
import type { Locale } from '@otklik/i18n';

export type Hours = NonNullable<CaseView['clocks'][number]['hours']>;
type Week = Hours['week'];
type Day = keyof Week & string;

const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
// 5 January 2026 was a Monday.
const nameOf = (locale: Locale, at: number): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(
    Date.UTC(2026, 0, 5 + at),
  );
const DASH = /\s*[-–—]\s*/;
const TIMES = /^(\d{1,2}:\d\d)\s*[-–—]\s*(\d{1,2}:\d\d)$/;

const dayAt = (name: string): number =>
  DAYS.findIndex((_, at) =>
    (['ru', 'en'] as const).some(
      (locale) => nameOf(locale, at).toLowerCase() === name.toLowerCase().replace(/\.$/, ''),
    ),
  );

/** «пн-пт», «сб, вс»: days of the week by place; null where one is no day or a span runs backwards. */
function daysIn(text: string): number[] | null {
  const days: number[] = [];
  for (const part of text.split(',')) {
    const [from = '', to = from] = part.trim().split(DASH);
    const [first, last] = [dayAt(from.trim()), dayAt(to.trim())];
    if (first < 0 || last < first) return null;
    for (let at = first; at <= last; at += 1) days.push(at);
  }
  return days;
}

/**
 * Working hours as people write them: `пн-пт 09:00-13:00, 14:00-18:00; сб 09:00-15:00`, in Russian or English.
 * @returns null for what cannot be read, and for a day that stands there twice
 */
export function parseHours(text: string): Week | null {
  const week: Partial<Record<Day, [string, string][]>> = {};
  const parts = text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
  for (const part of parts) {
    const starts = part.search(/\d/);
    const days = starts < 0 ? null : daysIn(part.slice(0, starts).replace(/[:\s]+$/, ''));
    const spans = part
      .slice(Math.max(starts, 0))
      .split(',')
      .map((span) => TIMES.exec(span.trim()));
    if (!days || spans.some((span) => !span)) return null;
    const hours = spans.map((span): [string, string] => [
      span![1]!.padStart(5, '0'),
      span![2]!.padStart(5, '0'),
    ]);
    for (const at of days) {
      if (week[DAYS[at]!]) return null;
      week[DAYS[at]!] = hours;
    }
  }
  return parts.length > 0 ? week : null;
}

/** Days of equal hours told together; the same words that `parseHours` reads. */
export function hoursText({ week }: Pick<Hours, 'week'>, locale: Locale): string {
  const told: { from: number; to: number; hours: string }[] = [];
  for (const [at, day] of DAYS.entries()) {
    const hours = (week[day] ?? []).map(([open, close]) => `${open}–${close}`).join(', ');
    const last = told.at(-1);
    if (hours && last?.to === at - 1 && last.hours === hours) last.to = at;
    else if (hours) told.push({ from: at, to: at, hours });
  }
  return told
    .map(({ from, to, hours }) => {
      const first = nameOf(locale, from);
      return `${to > from ? `${first}–${nameOf(locale, to)}` : first} ${hours}`;
    })
    .join('; ');
}
