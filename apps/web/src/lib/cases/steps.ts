import type { CaseView, Stage } from '@otklik/cases';
import { m, type Formatter } from '@otklik/i18n';
import { termWords, untilWords } from './deadline.ts';
import { moveWords, reasonWords } from './words.ts';

/** A step of the component Timeline. */
interface Step {
  readonly title: string;
  readonly state: 'done' | 'now' | 'late' | 'ahead';
  readonly at?: string;
  readonly datetime?: string;
  readonly who?: string;
  readonly until?: string;
  readonly text?: string;
}

const ahead_words: Readonly<Record<Stage, () => string>> = {
  moderation: m.complaints_ahead_moderation,
  reply: m.complaints_ahead_reply,
  'reply-moderation': m.complaints_ahead_reply_moderation,
  verdict: m.complaints_ahead_verdict,
  control: m.complaints_ahead_control,
};
const course: readonly Stage[] = ['moderation', 'reply', 'reply-moderation', 'verdict'];

const who_words = {
  author: m.cases_role_author,
  moderator: m.cases_role_moderator,
  controller: m.cases_role_controller,
  system: m.cases_role_system,
} as const;

/** Who owes the step that runs; the clinic by its name, the reader by «вы». */
export function whoOwes(view: CaseView, clinic: string): string {
  const role = view.next?.role ?? 'system';
  if (role === view.audience) return m.complaints_owes_you();
  if (role === 'executor') return m.complaints_owes_clinic({ clinic });
  return m.complaints_owes({ who: who_words[role]() });
}

/** The whole course of a case as its reader may see it: what was done, what runs, what is ahead. */
export function stepsOf(view: CaseView, clinic: string, said: Formatter): Step[] {
  const done = view.steps.map((step): Step => ({
    title: moveWords[step.move as keyof typeof moveWords]?.() ?? step.move,
    state: 'done',
    at: said.dateTime(step.at, { zone: false }),
    datetime: step.at.toISOString(),
    ...(step.reason ? { text: reasonWords(step.reason) } : {}),
  }));
  const { next } = view;
  if (!next) return done;
  const until = untilWords(next, said);
  const now: Step = {
    title: next.stage ? ahead_words[next.stage]() : m.complaints_ahead_address(),
    state: next.late ? 'late' : 'now',
    who: whoOwes(view, clinic),
    ...(until ? { until: until.charAt(0).toLocaleUpperCase() + until.slice(1) } : {}),
  };
  const later = next.stage === 'control' ? [] : course.slice(course.indexOf(next.stage!) + 1);
  return [
    ...done,
    now,
    ...later.map((stage): Step => ({
      title: ahead_words[stage](),
      state: 'ahead',
      text: m.complaints_ahead_term({ term: termWords(view.terms[stage], said) }),
    })),
  ];
}
