import { withWholeNumbers } from '#lib/clinics/names.ts';
import { currentLocale, formatter, m } from '@otklik/i18n';

const STATES: Readonly<Record<string, () => string>> = {
  proposed: m.systemic_state_proposed,
  open: m.systemic_state_open,
  planned: m.systemic_state_planned,
  done: m.systemic_state_done,
  closed: m.systemic_state_closed,
  dismissed: m.systemic_state_dismissed,
};
const MOVES: Readonly<Record<string, () => string>> = {
  open: m.systemic_move_open,
  join: m.systemic_move_join,
  'join-evidence': m.systemic_move_join_evidence,
  part: m.systemic_move_part,
  'hand-in-plan': m.systemic_move_hand_in_plan,
  'return-plan': m.systemic_move_return_plan,
  'plan-steps': m.systemic_move_plan_steps,
  'plan-whole': m.systemic_move_plan_whole,
  'report-step': m.systemic_move_report_step,
  'last-step': m.systemic_move_last_step,
  'plan-late': m.systemic_move_plan_late,
  'check-late': m.systemic_move_check_late,
  recount: m.systemic_move_recount,
  close: m.systemic_move_close,
  'ask-again': m.systemic_move_ask_again,
  reopen: m.systemic_move_reopen,
};
const STEPS: Readonly<Record<string, () => string>> = {
  promised: m.systemic_step_promised,
  overdue: m.systemic_step_overdue,
  done: m.systemic_step_done,
  kept: m.systemic_step_kept,
  'not-kept': m.systemic_step_not_kept,
};
const EVIDENCE: Readonly<Record<string, () => string>> = {
  'survey-drop': m.systemic_evidence_survey_drop,
  'broken-norm': m.systemic_evidence_broken_norm,
};
const OUTCOMES = {
  'change-made': m.systemic_outcome_change_made,
  'change-planned': m.systemic_outcome_change_planned,
  'no-change': m.systemic_outcome_no_change,
} as const;
export type Outcome = keyof typeof OUTCOMES;
const UNITS: Readonly<Record<string, () => string>> = {
  'working-days': m.systemic_unit_working,
  'calendar-days': m.systemic_unit_calendar,
  hours: m.systemic_unit_hours,
};

export const stateWords = (state: string): string => STATES[state]?.() ?? state;
export const moveWords = (move: string): string => MOVES[move]?.() ?? move;
export const stepWords = (state: string): string => STEPS[state]?.() ?? state;
type Facts = Readonly<Record<string, string | number>>;
const isNumber = (value: unknown): value is number => typeof value === 'number';

/** By how much a mark fell, in what months, and on how many answers that rests; null of evidence of another kind. */
function fallWords({ before, after, fall, low, high, n, from, to }: Facts): string | null {
  if (![before, after, fall, low, high, n].every(isNumber)) return null;
  const said = formatter(currentLocale(), 'UTC');
  const points = (value: string | number | undefined): string => String(Math.round(Number(value)));
  return m.systemic_evidence_fall({
    before: points(before),
    after: points(after),
    fall: points(fall),
    low: points(low),
    high: points(high),
    from: said.day(String(from)),
    to: said.day(String(to)),
    count: Number(n),
  });
}

/** What was found, with its figure where it is a count of messages or a fall of marks. */
export const evidenceWords = (kind: string, facts: Facts = {}): string => {
  const found = EVIDENCE[kind]?.() ?? kind;
  const fall = fallWords(facts);
  if (fall !== null) return fall;
  return typeof facts['messages'] === 'number'
    ? m.systemic_evidence_counted({ found, count: facts['messages'] })
    : found;
};
export const outcomeWords = (outcome: Outcome): string => OUTCOMES[outcome]();
export const unitWords = (unit: string): string => UNITS[unit]?.() ?? unit;
/** For a select. */
export const outcomeOptions = () =>
  (Object.keys(OUTCOMES) as Outcome[]).map((value) => ({ value, text: OUTCOMES[value]() }));

/** What was said in the reader's language, or in the one there is. */
export const saidIn = (words: { readonly ru: string | null; readonly en: string | null }): string =>
  withWholeNumbers((currentLocale() === 'en' ? words.en : null) ?? words.ru ?? words.en ?? '');
