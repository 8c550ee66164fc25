import { figuresIn, intl_tag } from './figures.ts';
import type { Locale } from './locale.ts';
import { zoneName } from './zones.ts';

/** A moment in any shape that rows and forms carry: `Date`, ISO text with a zone, epoch milliseconds. */
export type Moment = Date | string | number;

// After «до», «с» and «не позже» Russian wants the genitive, which Intl does not give for weekdays.
const weekdays_genitive = [
  'воскресенья',
  'понедельника',
  'вторника',
  'среды',
  'четверга',
  'пятницы',
  'субботы',
];
const no_break_space = '\u00a0';
const cache = new Map<string, Intl.DateTimeFormat>();

function dateFormat(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  let format = cache.get(key);
  if (!format) cache.set(key, (format = new Intl.DateTimeFormat(tag, options)));
  return format;
}

/** Local calendar parts of a moment in a zone; `day_number` counts local days for differences. */
function localParts(date: Date, time_zone: string) {
  const parts: Record<string, string> = {};
  const format = dateFormat('en-GB', {
    timeZone: time_zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  for (const { type, value } of format.formatToParts(date)) parts[type] = value;
  const midnight = Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day));
  return {
    year: Number(parts.year),
    time: `${parts.hour}:${parts.minute}`,
    weekday: new Date(midnight).getUTCDay(),
    day_number: midnight / 86_400_000,
  };
}

function toDate(moment: Moment): Date {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) throw new RangeError('not a moment');
  return date;
}

/**
 * Formatting bound to a language and a time zone: the clinic's, else the region's, never the server's. There is
 * no zone that would do for everybody, so each caller says one; figures alone need none (`figuresIn`).
 * `now` decides whether the year is said and what «сегодня» is; the caller gives it from its clock.
 * @throws RangeError for a moment that cannot be read or an unknown zone
 */
export function formatter(locale: Locale, time_zone: string, now?: Moment) {
  const tag = intl_tag[locale];
  const this_year = now === undefined ? undefined : localParts(toDate(now), time_zone).year;

  const dayOf = (date: Date): string => {
    const year = localParts(date, time_zone).year === this_year ? undefined : 'numeric';
    const format = dateFormat(tag, { timeZone: time_zone, day: 'numeric', month: 'long', year });
    // A figure never parts from its month at the end of a line.
    return format
      .format(date)
      .replace(/\s?г\.$/, '')
      .replaceAll(' ', no_break_space);
  };
  const weekdayOf = (date: Date): string =>
    dateFormat(tag, { timeZone: time_zone, weekday: 'long' }).format(date);
  const timeOf = (date: Date): string => localParts(date, time_zone).time;
  const zone = zoneName(time_zone, locale);

  return {
    locale,
    time_zone,
    /** «17 июня» in the current year, «17 июня 2027» otherwise (always with the year without `now`). */
    date: (at: Moment): string => dayOf(toDate(at)),
    /** The same of a day that no clock has, `YYYY-MM-DD`: it is that day in every zone. */
    day: (date: string): string => formatter(locale, 'UTC', now).date(`${date}T00:00:00Z`),
    /** «среда, 17 июня». */
    weekdayDate(at: Moment): string {
      const date = toDate(at);
      const separator = locale === 'ru' ? ', ' : ' ';
      return `${weekdayOf(date)}${separator}${dayOf(date)}`;
    },
    /** «18:00». */
    time: (at: Moment): string => timeOf(toDate(at)),
    /** «17 июня, 18:00 по Москве»; the zone is left out with `{ zone: false }`. */
    dateTime(at: Moment, options: { zone?: boolean } = {}): string {
      const date = toDate(at);
      const tail = options.zone === false ? '' : ` ${zone}`;
      return `${dayOf(date)}, ${timeOf(date)}${tail}`;
    },
    /**
     * «до среды, 17 июня, 18:00 по Москве». A term that ends at 24:00 is told by the day it ends:
     * «до конца среды, 17 июня», never as midnight of the next day.
     */
    until(at: Moment): string {
      const date = toDate(at);
      const whole_day = timeOf(date) === '00:00';
      const last = whole_day ? new Date(date.getTime() - 60_000) : date;
      const day = dayOf(last);
      if (locale === 'ru') {
        const weekday = weekdays_genitive[localParts(last, time_zone).weekday];
        return whole_day
          ? `до конца ${weekday}, ${day}`
          : `до ${weekday}, ${day}, ${timeOf(date)} ${zone}`;
      }
      const weekday = weekdayOf(last);
      return whole_day
        ? `by the end of ${weekday} ${day}`
        : `by ${timeOf(date)} on ${weekday} ${day}, ${zone}`;
    },
    /** «сегодня», «вчера», «через 3 дня», by calendar days of the zone. */
    relativeDays(at: Moment, from: Moment | undefined = now): string {
      if (from === undefined) throw new RangeError('relativeDays needs the present moment');
      const days =
        localParts(toDate(at), time_zone).day_number -
        localParts(toDate(from), time_zone).day_number;
      return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(days, 'day');
    },
    ...figuresIn(locale),
  };
}
export type Formatter = ReturnType<typeof formatter>;

/** A day that no clock has, `YYYY-MM-DD`, for who needs no moments: «17 июня», with the year where `now` is of another or absent. */
export const plainDay = (locale: Locale, date: string, now?: Moment): string =>
  formatter(locale, 'UTC', now).day(date);
