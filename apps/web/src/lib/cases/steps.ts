import type { CaseView, Stage } from '@otklik/cases';
import { currentLocale, formatter, m, type Formatter } from '@otklik/i18n';
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
  danger: m.complaints_ahead_danger,
  fix: m.complaints_ahead_fix,
  appeal: m.complaints_ahead_appeal,
  proposal: m.complaints_ahead_proposal,
  'author-answer': m.complaints_ahead_author_answer,
  planned: m.complaints_ahead_planned,
};
const course: readonly Stage[] = ['moderation', 'reply', 'reply-moderation', 'verdict'];

/** «17 июня» of a date alone. */
export const dayOf = (date: string): string =>
  formatter(currentLocale(), 'UTC', new Date()).date(`${date}T12:00:00Z`);

const who_words = {
  author: m.cases_role_author,
  moderator: m.cases_role_moderator,
  coordinator: m.cases_role_coordinator,
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

/** What everybody may read beside a step: why, where to, until when, who says so. */
function stepText(step: CaseView['steps'][number]): { text?: string } {
  const facts = step.facts;
  const body = currentLocale() === 'ru' ? facts?.bodyRu : facts?.bodyEn;
  const lines = [
    step.reason && reasonWords(step.reason),
    body && m.cases_fact_body({ body }),
    facts?.until && m.cases_fact_until({ date: dayOf(facts.until) }),
    facts?.name &&
      m.cases_fact_named({ name: facts.name, post: facts.post ?? '' }) +
        (facts.forName
          ? `, ${m.promises_signed_for({ name: facts.forName, post: facts.forPost ?? '' })}`
          : ''),
  ].filter(Boolean);
  return lines.length > 0 ? { text: lines.join('. ') } : {};
}

/** The whole course of a case as its reader may see it: what was done, what runs, what is ahead. */
export function stepsOf(view: CaseView, clinic: string, said: Formatter): Step[] {
  const done = view.steps.map((step): Step => ({
    title: moveWords[step.move as keyof typeof moveWords]?.() ?? step.move,
    state: 'done',
    at: said.dateTime(step.at, { zone: false }),
    datetime: step.at.toISOString(),
    ...stepText(step),
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
  // From beside the straight way nobody knows yet which steps are ahead.
  const at = course.indexOf(next.stage!);
  const later = at < 0 ? [] : course.slice(at + 1);
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
