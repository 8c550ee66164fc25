export const REPLY_STATES = [
  'handed-in',
  'with-controller',
  'returned',
  'published',
  'hidden',
] as const;
export type ReplyState = (typeof REPLY_STATES)[number];

/** What the clinic says: it is looked into, it was changed, it cannot be changed. */
export const REPLY_OUTCOMES = ['looking', 'changed', 'cannot'] as const;
export type ReplyOutcome = (typeof REPLY_OUTCOMES)[number];

/** Why a moderator sends a reply back. */
export const RETURN_REASONS = [
  'asks-who',
  'guesses-who',
  'blames',
  'personal-data',
  'claim-unproven',
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/**
 * Where a reply goes once somebody lets it pass: a claim of change is looked at twice, first by a moderator,
 * then by a controller.
 */
export const passedTo = (state: ReplyState, outcome: ReplyOutcome): ReplyState =>
  state === 'handed-in' && outcome === 'changed' ? 'with-controller' : 'published';
