export const PROMISE_STATES = [
  'handed-in',
  'returned',
  'promised',
  'claimed',
  'done',
  'not-done',
] as const;
export type PromiseState = (typeof PROMISE_STATES)[number];

/** What somebody independent decides: the words pass or come back, a claim holds or does not. */
export const JUDGEMENTS = ['pass', 'return'] as const;
/** What the place itself says of its promise. */
export const REPORTS = ['done', 'not-done'] as const;

/** Where a look leads; null: there is nothing to look at. A claim that does not hold leaves the promise as it was. */
export function judgedTo(
  state: PromiseState,
  decision: (typeof JUDGEMENTS)[number],
): PromiseState | null {
  if (state === 'handed-in') return decision === 'pass' ? 'promised' : 'returned';
  if (state === 'claimed') return decision === 'pass' ? 'done' : 'promised';
  return null;
}

/** What a place says of it leads to; that it is done is looked at first, that it is not needs no look. */
export function reportedTo(
  state: PromiseState,
  report: (typeof REPORTS)[number],
): PromiseState | null {
  if (state !== 'promised' && state !== 'claimed') return null;
  return report === 'done' ? 'claimed' : 'not-done';
}

export type PublicState = 'promised' | 'late' | 'done' | 'not-done';

/** What everybody reads; null: not let through. A claim that nobody has looked at is still a promise. */
export function publicState(state: PromiseState, dueOn: string, today: string): PublicState | null {
  if (state === 'handed-in' || state === 'returned') return null;
  if (state === 'done' || state === 'not-done') return state;
  return dueOn < today ? 'late' : 'promised';
}

const DAYS_MAX = 366;

/** A promise is for a day to come, within a year. */
export function dueFault(dueOn: string, today: string): 'past' | 'too-far' | null {
  if (dueOn <= today) return 'past';
  return Date.parse(dueOn) - Date.parse(today) > DAYS_MAX * 86_400_000 ? 'too-far' : null;
}
