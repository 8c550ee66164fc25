import type { Move } from '@otklik/cases';
import type { DelayedStep } from '../store/tables.ts';

/** Which move of the case each step is. */
export const MOVE_OF_STEP: Readonly<Record<DelayedStep, Move>> = {
  publish: 'publish',
  reject: 'reject',
  'return-message': 'return-message',
  'publish-answer': 'publish-answer',
  'return-answer': 'return-answer',
};

/** What a step was given beside the case. */
export interface Given {
  readonly reason?: string | undefined;
  readonly note?: string | undefined;
  /** The story or the answer with its cuts marked. */
  readonly marked?: string | undefined;
  /** A number that belongs to a person for life is meant to be public. */
  readonly acknowledged?: boolean | undefined;
}
