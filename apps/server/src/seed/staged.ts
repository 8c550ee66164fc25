import type { Move } from '@otklik/cases';

/** A case put on stage: begun so many days ago, walked through these moves in time, then left standing. */
export interface StagedCase {
  readonly daysAgo: number;
  readonly script: readonly Move[];
  /** The demo citizen's own. */
  readonly own?: true;
  /** Sent with an address alone. */
  readonly byAddress?: true;
  /** One of several that say the same in nearly the same words, about one clinic; which of them. */
  readonly copy?: number;
}

const ANSWERED: readonly Move[] = ['publish', 'hand-in-answer', 'publish-answer'];

const PROMISED: readonly Move[] = ['publish', 'propose-interim', 'accept-interim'];

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
  { own: true, daysAgo: 30, script: [...PROMISED, 'propose-extension', 'accept-extension'] },
  { own: true, daysAgo: 16, script: ['publish', 'propose-not-ours', 'redirect'] },
  { own: true, daysAgo: 7, script: ['publish', 'propose-question', 'ask-author'] },
  { own: true, daysAgo: 4, script: ['return-message'] },
  { own: true, daysAgo: 3, script: ['publish'] },
  { own: true, daysAgo: 0, script: [] },
  { daysAgo: 110, script: [...ANSWERED, 'confirm', 'reopen', ...ANSWERED.slice(1), 'confirm'] },
  {
    daysAgo: 100,
    script: [
      ...PROMISED,
      'propose-extension',
      'accept-extension',
      'propose-extension',
      'extend-again',
    ],
  },
  {
    daysAgo: 98,
    script: [
      ...PROMISED,
      'propose-extension',
      'accept-extension',
      'propose-extension',
      'refuse-extension-again',
    ],
  },
  { daysAgo: 90, script: [...ANSWERED, 'dispute', 'refuse-dispute', 'refute-again'] },
  { daysAgo: 80, script: [...ANSWERED, 'dispute-unchecked', 'lift-limit', 'refuse-dispute'] },
  { daysAgo: 50, script: [...ANSWERED, 'dispute-unchecked'] },
  {
    daysAgo: 40,
    script: ['raise-danger', 'confirm-address-in-danger', 'pass-on-danger', 'publish'],
    byAddress: true,
  },
  { daysAgo: 22, script: ['publish', 'explain-delay'] },
  { daysAgo: 3, script: ['reject', 'appeal-rejection'] },
  { daysAgo: 4, script: ['publish', 'propose-interim'] },
  { daysAgo: 3, script: ['publish', 'propose-not-ours'] },
  { daysAgo: 1, script: ['raise-danger'] },
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
  // A leaflet went round: moderators see these as one campaign.
  { daysAgo: 2, script: ['publish'], copy: 0 },
  { daysAgo: 2, script: ['publish'], copy: 1 },
  { daysAgo: 1, script: [], copy: 2 },
  { daysAgo: 1, script: [], copy: 3 },
  { daysAgo: 1, script: [], copy: 4 },
  { daysAgo: 1, script: [], copy: 5 },
  { daysAgo: 0, script: [], copy: 6 },
];
