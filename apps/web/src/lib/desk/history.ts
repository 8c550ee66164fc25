import { formatter, m } from '@otklik/i18n';
import type { Locale } from '@otklik/i18n';
import type { CaseView } from '@otklik/cases';
import { moveWords, reasonWords, stageWords } from '#lib/cases/words.ts';
import { leftOf, leftWords } from './left.ts';
import { wordFor } from './words.ts';

export type StepView = CaseView['steps'][number];

/** A step of the past as a line of the history: what, when, who, why. */
export function stepWords(step: StepView, locale: Locale, zone: string, now: Date) {
  const why = [
    step.reason ? m.desk_reason({ reason: reasonWords(step.reason) }) : '',
    step.note ? m.desk_note_said({ note: step.note }) : '',
  ].filter(Boolean);
  return {
    title: moveWords[step.move as keyof typeof moveWords]?.() ?? step.move,
    state: 'done' as const,
    at: [
      formatter(locale, zone, now).dateTime(step.at, { zone: false }),
      wordFor('cases_role', step.role),
      ...(step.by ? [step.by] : []),
      ...(step.forAuthor ? [m.assisted_step()] : []),
    ].join(', '),
    datetime: step.at.toISOString(),
    ...(why.length > 0 ? { text: why.join(' ') } : {}),
  };
}

/** The whole course: what was done, and the step that is owed now. */
export function historyOf(view: CaseView, locale: Locale, now: Date) {
  const done = view.steps.map((step) => stepWords(step, locale, view.zone, now));
  const { next } = view;
  if (!next?.stage) return done;
  const until = next.dueAt ? formatter(locale, view.zone, now).until(next.dueAt) : '';
  return [
    ...done,
    {
      title: stageWords[next.stage](),
      state: next.late ? ('late' as const) : ('now' as const),
      until: [
        wordFor('cases_role', next.role),
        until,
        (next.left ? leftWords(next.left) : leftOf(next.dueAt, now)).text,
      ]
        .filter(Boolean)
        .join(', '),
    },
  ];
}
