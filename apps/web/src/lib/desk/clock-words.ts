import type { CaseView } from '@otklik/cases';
import { currentLocale, formatter, m } from '@otklik/i18n';
import { clockLines } from '#lib/cases/deadline.ts';
import { stageWords } from '#lib/cases/words.ts';
import { leftOf, leftWords } from './left.ts';

export interface ClockWords {
  readonly sentence: string;
  readonly state: 'running' | 'soon' | 'late' | 'met';
  readonly derivation: string[];
}

/** One clock of a case in words: what it measures, how it stands, how it was counted. */
export function clockWords(clock: CaseView['clocks'][number], zone: string, now: Date): ClockWords {
  const stage = stageWords[clock.stage]();
  const rule = m.desk_clock_rule({ rule: clock.derivation.rule });
  const derivation = [...clockLines(clock, zone, now), rule];
  const said = formatter(currentLocale(), zone, now);
  if (clock.stoppedAt) {
    const at = said.dateTime(clock.stoppedAt, { zone: false });
    return clock.late
      ? { sentence: m.desk_clock_stopped_late({ stage, at }), state: 'late', derivation }
      : { sentence: m.desk_clock_stopped({ stage, at }), state: 'met', derivation };
  }
  const { text, tone } = clock.left ? leftWords(clock.left) : leftOf(clock.dueAt, now);
  const until = clock.dueAt ? `${said.until(clock.dueAt)}, ${text}` : text;
  return {
    sentence: `${stage}: ${until}`,
    state: tone === 'plain' ? 'running' : tone,
    derivation,
  };
}
