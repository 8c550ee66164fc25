import type { Move, State } from './moves.ts';

/** What time alone decides once the step's term is over. */
export const MOVE_OF_TIME = {
  returned: 'no-reply',
  'waiting-author': 'leave-unanswered',
  planned: 'plan-passed',
  answered: 'fall-silent',
} as const satisfies Partial<Record<State, Move>>;
