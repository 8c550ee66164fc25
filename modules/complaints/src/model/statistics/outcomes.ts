import { OWED_BY, PUBLIC_STATES, type State, type Tally } from '@otklik/cases';

/**
 * What became of a case, each apart and never «closed» alone. `disputed`: by the author's word, also when
 * a controller closed it afterwards. `open`: somebody owes a step and there is no outcome yet.
 */
export const OUTCOMES = [
  'confirmed',
  'partly',
  'disputed',
  'silent',
  'answered',
  'open',
  'withdrawn',
  'redirected',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The outcomes that shares are taken of: cases whose author has spoken, or let the term pass. */
export const SETTLED_OUTCOMES: readonly Outcome[] = ['confirmed', 'partly', 'disputed', 'silent'];

const NAMED: Readonly<Partial<Record<State, Outcome>>> = {
  confirmed: 'confirmed',
  partly: 'partly',
  disputed: 'disputed',
  closed: 'disputed',
  silent: 'silent',
  answered: 'answered',
  withdrawn: 'withdrawn',
  redirected: 'redirected',
};

/** @returns null for states that are not public */
export function outcomeOf(state: State): Outcome | null {
  if (!PUBLIC_STATES.includes(state)) return null;
  return NAMED[state] ?? (OWED_BY[state] ? 'open' : null);
}

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** Tallies of states as counts of outcomes. */
export function outcomesOf(tallies: Iterable<Tally>): OutcomeCounts {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  for (const { measure, value, n } of tallies) {
    const outcome = measure === 'state' ? outcomeOf(value as State) : null;
    if (outcome) counts[outcome] += n;
  }
  return counts;
}
