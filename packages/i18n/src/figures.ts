import * as m from '../generated/messages/_index.js';
import type { Locale } from './locale.ts';

export const intl_tag: Record<Locale, string> = { ru: 'ru-RU', en: 'en-GB' };
const formats = new Map<string, Intl.NumberFormat>();

/** Made once: a formatter of numbers costs some 20 µs to make and 1 µs to use, and a table has thousands. */
function numberFormat(tag: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = tag + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(tag, options)));
  return format;
}

/** What is said of numbers in a language: nothing here has a place or a moment. */
export function figuresIn(locale: Locale) {
  const tag = intl_tag[locale];
  return {
    /** «1 час 20 минут» from minutes (rounded to a minute, from one day on without minutes). */
    duration(minutes: number): string {
      const whole = Math.round(Math.abs(minutes));
      const parts = { days: Math.floor(whole / 1440), hours: Math.floor(whole / 60) % 24 };
      const rest = whole % 60;
      const said: string[] = [];
      if (parts.days) said.push(m.common_days({ count: parts.days }, { locale }));
      if (parts.hours) said.push(m.common_hours({ count: parts.hours }, { locale }));
      if (!parts.days && (rest || !said.length))
        said.push(m.common_minutes({ count: rest }, { locale }));
      return said.join(' ');
    },
    /** «12 345,6»: grouped, at most `digits` after the point (1). */
    number: (value: number, digits = 1): string =>
      numberFormat(tag, { maximumFractionDigits: digits }).format(value),
    /** A share 0–1 as «37 %» in Russian, "37%" in English. */
    percent: (share: number, digits = 0): string =>
      numberFormat(tag, { style: 'percent', maximumFractionDigits: digits }).format(share),
    /** «10 МБ» from bytes, decimal units as people's phones show them. */
    fileSize(bytes: number): string {
      const unit = bytes >= 1_000_000 ? 'megabyte' : 'kilobyte';
      const value = bytes / (unit === 'megabyte' ? 1_000_000 : 1_000);
      const digits = value < 10 && unit === 'megabyte' ? 1 : 0;
      return numberFormat(tag, {
        style: 'unit',
        unit,
        unitDisplay: 'short',
        maximumFractionDigits: digits,
      }).format(value);
    },
  };
}
