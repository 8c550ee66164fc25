import { m } from '@otklik/i18n';
import type { CaseView } from '@otklik/cases';

type State = CaseView['promises'][number]['state'];

/** The public word for each state: who says so stands in it. */
export const promiseWords: Readonly<Record<State, () => string>> = {
  promised: m.promises_state_promised,
  overdue: m.promises_state_overdue,
  done: m.promises_state_done,
  kept: m.promises_state_kept,
  'not-kept': m.promises_state_not_kept,
  silent: m.promises_state_silent,
};

/** A state of a case with the mark and tone that fit. */
export const promiseTones = {
  promised: 'planned',
  overdue: 'disputed',
  done: 'answered',
  kept: 'confirmed',
  'not-kept': 'rejected',
  silent: 'silent',
} as const satisfies Record<State, string>;

/** Counted and shown in this order. */
export const PROMISE_ORDER: readonly State[] = [
  'kept',
  'not-kept',
  'overdue',
  'silent',
  'done',
  'promised',
];
