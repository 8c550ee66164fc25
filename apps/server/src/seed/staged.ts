import type { Move } from '@otklik/cases';

/** A case put on stage: begun so many days ago, walked through these moves in time, then left standing. */
export interface StagedCase {
  readonly daysAgo: number;
  readonly script: readonly Move[];
  /** The demo citizen's own. */
  readonly own?: true;
  /** Sent with an address alone. */
  readonly byAddress?: true;
}

const ANSWERED: readonly Move[] = ['publish', 'hand-in-answer', 'publish-answer'];

/**
 * What every demonstration shows whatever the dice say: the demo citizen's cases in many states, two
 * of them waiting for his verdict, and each state that a small past might miss by chance.
 */
export const STAGED: readonly StagedCase[] = [
  { own: true, daysAgo: 95, script: [...ANSWERED, 'confirm'] },
  { own: true, daysAgo: 81, script: [...ANSWERED, 'confirm-partly'] },
  { own: true, daysAgo: 70, script: [...ANSWERED, 'dispute', 'refuse-dispute'] },
  { own: true, daysAgo: 58, script: ['reject'] },
  { own: true, daysAgo: 14, script: [...ANSWERED, 'dispute'] },
  { own: true, daysAgo: 12, script: ANSWERED },
  { own: true, daysAgo: 9, script: ANSWERED },
  { own: true, daysAgo: 3, script: ['publish'] },
  { own: true, daysAgo: 0, script: [] },
  { daysAgo: 115, script: ['withdraw-unpublished'] },
  { daysAgo: 61, script: ['publish', 'withdraw'] },
  { daysAgo: 33, script: [...ANSWERED, 'dispute'] },
  { daysAgo: 25, script: ['lapse'], byAddress: true },
  { daysAgo: 6, script: ['publish', 'hand-in-answer'] },
  { daysAgo: 5, script: ['publish', 'hand-in-answer'] },
  { daysAgo: 3, script: [] },
  { daysAgo: 2, script: [] },
  { daysAgo: 2, script: [], byAddress: true },
  { daysAgo: 1, script: [], byAddress: true },
];
