export const REVIEW_STATES = [
  'waiting',
  'urgent',
  'approved',
  'published',
  'refused',
  'withdrawn',
] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

/** States in which a moderator has still to decide. */
export const OPEN_STATES = ['waiting', 'urgent'] as const satisfies readonly ReviewState[];

/** Why a comment is not published. */
export const REFUSAL_REASONS = [
  'insult',
  'advertising',
  'tells-who-wrote',
  'about-somebody-else',
  'not-about-the-visit',
  'unreadable',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
