import type { CaseView } from '@otklik/cases';
import { currentLocale, formatter, m, type Formatter } from '@otklik/i18n';
import { hoursText } from '#lib/hours.ts';

type ClockView = CaseView['clocks'][number];
type Next = NonNullable<CaseView['next']>;
type Said = (given: { due: string }) => string;

const sentences: Readonly<Record<NonNullable<Next['stage']>, { runs: Said; late: Said }>> = {
  moderation: { runs: m.complaints_next_moderation, late: m.complaints_next_moderation_late },
  reply: { runs: m.complaints_next_reply, late: m.complaints_next_reply_late },
  'reply-moderation': {
    runs: m.complaints_next_reply_moderation,
    late: m.complaints_next_reply_moderation_late,
  },
  verdict: { runs: m.complaints_next_verdict, late: m.complaints_next_verdict_late },
  control: { runs: m.complaints_next_control, late: m.complaints_next_control_late },
  danger: { runs: m.complaints_next_danger, late: m.complaints_next_danger_late },
  fix: { runs: m.complaints_next_fix, late: m.complaints_next_fix_late },
  appeal: { runs: m.complaints_next_appeal, late: m.complaints_next_appeal_late },
  proposal: { runs: m.complaints_next_proposal, late: m.complaints_next_proposal_late },
  'author-answer': {
    runs: m.complaints_next_author_answer,
    late: m.complaints_next_author_answer_late,
  },
  planned: { runs: m.complaints_next_planned, late: m.complaints_next_planned_late },
};

/** «до конца среды, 17 июня»; words of their own where no date can be promised. */
export function untilWords(next: Pick<Next, 'dueAt' | 'missingYear'>, said: Formatter): string {
  if (next.dueAt) return said.until(next.dueAt);
  return next.missingYear ? m.complaints_next_no_date({ year: String(next.missingYear) }) : '';
}

/** What happens next, in one sentence: who does it and until when. */
export function nextSentence(view: CaseView, said: Formatter): string {
  const { next } = view;
  if (!next) return m.complaints_next_nothing();
  if (!next.stage) return m.complaints_next_address();
  const due = untilWords(next, said);
  if (next.stage === 'verdict' && view.audience === 'author' && !next.late)
    return m.complaints_next_verdict_yours({ due });
  return sentences[next.stage][next.late ? 'late' : 'runs']({ due });
}

const SOON_ms = 2 * 86_400_000;

const runningClock = (view: CaseView): ClockView | undefined =>
  view.clocks.findLast((one) => one.stage === view.next?.stage && one.stoppedAt === null);

/** Soon: two days are left, or a quarter of a short term. */
export function deadlineState(view: CaseView, now: Date): 'running' | 'soon' | 'late' {
  if (view.next?.late) return 'late';
  const clock = runningClock(view);
  if (!clock?.dueAt) return 'running';
  const whole_ms = clock.dueAt.getTime() - clock.startedAt.getTime();
  const left_ms = clock.dueAt.getTime() - now.getTime();
  return left_ms < Math.min(SOON_ms, whole_ms / 4) ? 'soon' : 'running';
}

/** «8 рабочих дней». */
export const termWords = (
  { amount, unit }: Pick<ClockView, 'amount' | 'unit'>,
  said: Formatter,
): string => {
  if (unit === 'working-days') return m.common_working_days({ count: amount });
  if (unit === 'calendar-days') return m.common_days({ count: amount });
  return unit === 'hours' ? m.common_hours({ count: amount }) : said.duration(amount);
};

/** How the running deadline was counted. */
export function derivationLines(view: CaseView, now: Date): string[] {
  const clock = runningClock(view);
  return clock ? clockLines(clock, view.zone, now) : [];
}

/** How a clock's deadline was counted, a sentence a line: enough for anybody to count again. */
export function clockLines(clock: ClockView, zone: string, now: Date): string[] {
  const said = formatter(currentLocale(), zone, now);
  const days = formatter(currentLocale(), 'UTC', now);
  const dayOf = (date: string): string => days.date(`${date}T12:00:00Z`);
  const list = (dates: readonly string[]): string => dates.map(dayOf).join(', ');
  const { derivation, unit } = clock;
  const term = termWords(clock, said);
  const lines: string[] = [];
  if (unit === 'working-days') lines.push(m.complaints_derivation_days({ term }));
  else if (unit === 'calendar-days') lines.push(m.complaints_derivation_calendar_days({ term }));
  else {
    const from = said.dateTime(clock.startedAt);
    if (clock.hours) {
      const hours = hoursText(clock.hours, currentLocale());
      lines.push(m.complaints_derivation_working_hours({ term, from, hours }));
    } else lines.push(m.complaints_derivation_hours({ term, from }));
  }
  if (derivation.registrationDate)
    lines.push(m.complaints_derivation_registered({ date: dayOf(derivation.registrationDate) }));
  if (derivation.skipped.length)
    lines.push(m.complaints_derivation_skipped({ days: list(derivation.skipped) }));
  else if (unit === 'working-days' && clock.dueAt)
    lines.push(m.complaints_derivation_none_skipped());
  if (derivation.extraWorking.length)
    lines.push(m.complaints_derivation_extra({ days: list(derivation.extraWorking) }));
  for (const pause of derivation.pauses)
    lines.push(
      m.complaints_derivation_paused({
        from: said.dateTime(pause.from),
        to: said.dateTime(pause.to),
      }),
    );
  if (unit === 'working-days' || unit === 'calendar-days' || clock.hours)
    lines.push(m.complaints_derivation_calendar({ version: derivation.calendarVersion }));
  return lines;
}
