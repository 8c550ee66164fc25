export const PROPOSAL_STATES = ['waiting', 'shown', 'returned', 'rejected', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** Why a moderator sends back or rejects; the list is public. */
export const PROPOSAL_REASONS = [
  'personal-data',
  'insult',
  'advertising',
  'off-topic',
  'duplicate',
  'composite',
  'unreadable',
  'names-staff',
  'asks-for-treatment-advice',
] as const;
export type ProposalReason = (typeof PROPOSAL_REASONS)[number];

export const DECISIONS = ['show', 'return', 'reject'] as const;
export type Decision = (typeof DECISIONS)[number];
export const STATE_AFTER = {
  show: 'shown',
  return: 'returned',
  reject: 'rejected',
} as const satisfies Readonly<Record<Decision, ProposalState>>;

/** A direction in which people propose. */
export interface Direction {
  readonly code: string;
  readonly ru: string;
  readonly en: string;
}

/** Local days `YYYY-MM-DD`, both inclusive, on which proposals are taken. */
export interface Dates {
  readonly opensOn: string;
  readonly closesOn: string;
}
export type ProjectPhase = 'coming' | 'open' | 'over';

/** @param today the local day of the region */
export const phaseOn = ({ opensOn, closesOn }: Dates, today: string): ProjectPhase =>
  today < opensOn ? 'coming' : today > closesOn ? 'over' : 'open';

/** What its author may still do. */
export const mayMend = (state: ProposalState): boolean => state === 'returned';
export const mayTakeBack = (state: ProposalState): boolean =>
  state === 'waiting' || state === 'shown' || state === 'returned';
