import { currentLocale, figuresIn, formatter, m } from '@otklik/i18n';

/** The text of the page's language. */
export const inLocale = (text: { readonly ru: string; readonly en: string }): string =>
  text[currentLocale()];

/** «2 ч 30 мин»: short, because the words around it take every case. */
export function shortDuration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const said = [
    ...(hours ? [m.complaints_short_hours({ count: hours })] : []),
    ...(rest || !hours ? [m.complaints_short_minutes({ count: rest })] : []),
  ];
  return said.join('\u00a0').replaceAll(' ', '\u00a0');
}

interface Breach {
  readonly broken: boolean | null;
  readonly elapsed_min: number | null;
  readonly limit_min: number | null;
  readonly over_min: number | null;
  readonly stillRunning: boolean;
  readonly norm?: {
    readonly amount: number;
    readonly unit: string;
    readonly due_date: string | null;
    readonly over_days: number | null;
    readonly source: string | null;
    readonly verified: boolean;
  };
}

/** «14 рабочих дней» of a norm. */
function normLimit({ amount, unit }: NonNullable<Breach['norm']>): string {
  if (unit === 'working-days') return m.common_working_days({ count: amount });
  if (unit === 'calendar-days') return m.common_calendar_days({ count: amount });
  return limitWords(unit === 'hours' ? amount * 60 : amount);
}

/** A limit that stands in a norm: the days, and by which document. */
function normSentence(breach: Breach, norm: NonNullable<Breach['norm']>): string {
  const limit = normLimit(norm);
  const source = norm.source ?? m.complaints_breach_norm_no_source();
  const by = norm.verified
    ? m.complaints_breach_norm_by({ source })
    : m.complaints_breach_norm_unverified({ source });
  const said = (): string => {
    if (breach.stillRunning && breach.elapsed_min === null && norm.over_days === null)
      return m.complaints_breach_norm_nothing({ limit });
    if (norm.due_date === null) {
      const elapsed = shortDuration(breach.elapsed_min ?? 0);
      return breach.broken
        ? m.complaints_breach_broken({ elapsed, over: shortDuration(breach.over_min ?? 0), limit })
        : m.complaints_breach_within({ elapsed, limit });
    }
    const last = dayWords(norm.due_date, new Date(`${norm.due_date}T12:00:00Z`));
    return breach.broken
      ? m.complaints_breach_norm_late({ limit, last, count: norm.over_days ?? 0 })
      : m.complaints_breach_norm_within({ limit, last });
  };
  return `${said()} ${by}`;
}

/**
 * «Ждали 2 ч 30 мин: на 1 ч 30 мин больше нормы в 1 час.»; null where no limit is known. What still ran
 * when the complaint was written is told to its author then, and to later readers as what it was.
 */
export function breachSentence(breach: Breach | null, reader: 'writing' | 'later'): string | null {
  if (!breach || breach.broken === null) return null;
  if (breach.norm) return normSentence(breach, breach.norm);
  const elapsed = shortDuration(breach.elapsed_min ?? 0);
  const limit = limitWords(breach.limit_min ?? 0);
  if (!breach.broken) return m.complaints_breach_within({ elapsed, limit });
  const over = shortDuration(breach.over_min ?? 0);
  if (!breach.stillRunning) return m.complaints_breach_broken({ elapsed, over, limit });
  return reader === 'writing'
    ? m.complaints_breach_running({ elapsed, over, limit })
    : m.complaints_breach_then({ elapsed, over, limit });
}

/** A limit in whole hours is told in hours: «24 часа», not «1 день». */
export const limitWords = (limit_min: number): string =>
  limit_min % 60 === 0
    ? m.common_hours({ count: limit_min / 60 })
    : figuresIn(currentLocale()).duration(limit_min);

/** «12 июня» of a date without time (`2026-06-12`) or of a month and day (`06-12`). */
export function dayWords(date: string, now: Date): string {
  const full = date.length === 5 ? `${now.getUTCFullYear()}-${date}` : date;
  return formatter(currentLocale(), 'UTC', now).date(`${full}T12:00:00Z`);
}

/** «10 июня, 10:30» of a form's local time. */
export const localTimeWords = (local: string, now: Date): string =>
  formatter(currentLocale(), 'UTC', now).dateTime(`${local}:00Z`, { zone: false });

/** A short piece of a text for lists and descriptions, cut between words. */
export function excerpt(text: string, characters_max: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= characters_max) return flat;
  const cut = flat.slice(0, characters_max);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), characters_max - 30))}…`;
}
