import { formatter, m } from '@otklik/i18n';
import type { Locale } from '@otklik/i18n';
import type { CaseView } from '@otklik/cases';
import { leftOf } from './left.ts';
import { wordFor } from './words.ts';

type Clock = CaseView['clocks'][number];

export interface ClockWords {
  readonly sentence: string;
  readonly state: 'running' | 'soon' | 'late' | 'met';
  readonly derivation: string[];
}

function termOf({ amount, unit }: Clock): string {
  if (unit === 'working-days') return m.common_working_days({ count: amount });
  if (unit === 'calendar-days') return m.common_days({ count: amount });
  if (unit === 'hours') return m.common_hours({ count: amount });
  return m.common_minutes({ count: amount });
}

/** A date without a time is a day of the calendar: the same in every zone. */
const dayWords = (locale: Locale, days: readonly string[], now: Date): string =>
  days.map((day) => formatter(locale, 'UTC', now).date(`${day}T00:00:00Z`)).join(', ');

/** How a deadline came about, a sentence a line, so that anybody can count it again. */
function derivationOf(clock: Clock, locale: Locale, zone: string, now: Date): string[] {
  const format = formatter(locale, zone, now);
  const { skipped, extraWorking, pauses, rule, calendarVersion, missingYear } = clock.derivation;
  const lines = [
    m.desk_clock_term({ term: termOf(clock), from: format.dateTime(clock.startedAt) }),
  ];
  if (skipped.length > 0)
    lines.push(m.desk_clock_skipped({ days: dayWords(locale, skipped, now) }));
  if (extraWorking.length > 0)
    lines.push(m.desk_clock_extra({ days: dayWords(locale, extraWorking, now) }));
  for (const pause of pauses)
    lines.push(
      m.desk_clock_pause({ from: format.dateTime(pause.from), to: format.dateTime(pause.to) }),
    );
  if (missingYear) lines.push(m.desk_clock_no_calendar({ year: String(missingYear) }));
  lines.push(m.desk_clock_rule({ rule, calendar: calendarVersion }));
  return lines;
}

/** One clock of a case in words: what it measures, how it stands, how it was counted. */
export function clockWords(clock: Clock, locale: Locale, zone: string, now: Date): ClockWords {
  const stage = wordFor('cases_stage', clock.stage);
  const derivation = derivationOf(clock, locale, zone, now);
  const format = formatter(locale, zone, now);
  if (clock.stoppedAt) {
    const at = format.dateTime(clock.stoppedAt, { zone: false });
    return clock.late
      ? { sentence: m.desk_clock_stopped_late({ stage, at }), state: 'late', derivation }
      : { sentence: m.desk_clock_stopped({ stage, at }), state: 'met', derivation };
  }
  const { text, tone } = leftOf(clock.dueAt, now);
  const until = clock.dueAt ? `${format.until(clock.dueAt)}, ${text}` : text;
  return {
    sentence: `${stage}: ${until}`,
    state: tone === 'plain' ? 'running' : tone,
    derivation,
  };
}
