import { dayIn, instantIn } from '@otklik/registry';
import type { SurveyRules } from './rules.ts';

const DAY_ms = 86_400_000;

/** A day so many days later. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_ms).toISOString().slice(0, 10);

/** Making a formatter costs far more than using it; zones are few. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockIn(zone: string, at: Date): string {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(zone, clock);
  return clock.format(at);
}

/** The instant itself, or the end of the quiet hours it falls into. */
export function outsideQuiet(zone: string, at: Date, quiet: SurveyRules['quiet']): Date {
  const clock = clockIn(zone, at);
  const { from, to } = quiet;
  const overMidnight = from > to;
  const isQuiet = overMidnight ? clock >= from || clock < to : clock >= from && clock < to;
  if (!isQuiet) return at;
  const day = dayIn(zone, at);
  const isEvening = overMidnight && clock >= from;
  return instantIn(zone, `${isEvening ? daysAfter(day, 1) : day}T${to}`);
}

/** Parts of a day in which somebody may ask to be written to, by their own clock. */
export const HOURS = {
  morning: { from: '09:00', to: '12:00' },
  day: { from: '12:00', to: '17:00' },
  evening: { from: '17:00', to: '21:00' },
} as const;
export type Hours = keyof typeof HOURS;
export const HOUR_NAMES = ['morning', 'day', 'evening'] as const satisfies readonly Hours[];

/** The region's quiet hours, and what somebody's own part of the day leaves out. */
export const quietsOf = (
  quiet: SurveyRules['quiet'],
  hours: Hours | null,
): readonly SurveyRules['quiet'][] =>
  hours === null ? [quiet] : [quiet, { from: HOURS[hours].to, to: HOURS[hours].from }];

/**
 * The instant itself, or the first one outside of all these. Where they leave no hour of the day the region's own
 * count alone: somebody's wish never keeps them from being asked.
 */
export function outsideAll(zone: string, at: Date, quiets: readonly SurveyRules['quiet'][]): Date {
  let found = at;
  for (let round = 0; round <= quiets.length; round += 1) {
    const next = quiets.reduce((time, quiet) => outsideQuiet(zone, time, quiet), found);
    if (next.getTime() === found.getTime()) return found;
    found = next;
  }
  return outsideQuiet(zone, at, quiets[0]!);
}

/** When the letter about a visit leaves: on its day at its hour, later where that is over or at night. */
export function sendTime(
  rules: Pick<SurveyRules, 'send_at' | 'days_after' | 'quiet'>,
  {
    zone,
    endedAt,
    now,
    hours = null,
  }: {
    readonly zone: string;
    readonly endedAt: Date;
    readonly now: Date;
    readonly hours?: Hours | null;
  },
): Date {
  const day = daysAfter(dayIn(zone, endedAt), rules.days_after);
  const due = instantIn(zone, `${day}T${rules.send_at}`);
  return outsideAll(zone, due > now ? due : now, quietsOf(rules.quiet, hours));
}

/** When an unanswered letter is followed by its reminder: so many days later, at the hour of letters. */
export const reminderTime = (
  rules: Pick<SurveyRules, 'send_at' | 'reminder_days' | 'quiet'>,
  zone: string,
  sentAt: Date,
): Date =>
  sendTime({ ...rules, days_after: rules.reminder_days }, { zone, endedAt: sentAt, now: sentAt });

/** From when on it is decided whom to ask: from the first minute of the day on which the letter leaves. */
export const decisionTime = (
  rules: Pick<SurveyRules, 'days_after'>,
  zone: string,
  endedAt: Date,
): Date => instantIn(zone, `${daysAfter(dayIn(zone, endedAt), rules.days_after)}T00:00`);
