/**
 * The course of a case, as one table of rules. `docs/reference/states.md` is drawn from it.
 * Source of states and terms: docs/explanation/clocks.md and docs/reference/states.md.
 */
import { INTAKE_MOVES } from './moves-intake.ts';
import { DANGER_MOVES, OUTCOME_MOVES, OWN_MOVES } from './moves-outcome.ts';
import { WORK_MOVES } from './moves-work.ts';
import type { Rule } from './rule.ts';
import type { State } from './states.ts';

export * from './reasons.ts';
export type * from './rule.ts';
export * from './slots.ts';
export * from './states.ts';

export const MOVES = {
  ...INTAKE_MOVES,
  ...WORK_MOVES,
  ...OUTCOME_MOVES,
  ...DANGER_MOVES,
  ...OWN_MOVES,
} as const satisfies Record<string, Rule>;

export type Move = keyof typeof MOVES;

/** A rule with its optional parts readable. */
export const ruleOf = (move: Move): Rule => MOVES[move];

/** At most so many pauses in a case's life. Section 2. */
export const PAUSES_MAX = 2;

/** Where a move may lead from a state; `back` may lead wherever its state was remembered from. */
export function targetsOf(move: Move, from: State): readonly State[] {
  const { to } = ruleOf(move);
  if (to === 'same') return [from];
  if (to !== 'back') return [to];
  const puts = (Object.keys(MOVES) as Move[]).map(ruleOf);
  return [
    ...new Set(puts.filter((rule) => rule.remembers && rule.to === from).flatMap((r) => r.from)),
  ];
}
