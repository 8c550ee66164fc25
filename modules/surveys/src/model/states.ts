/** `counted`: not asked; `planned`: may be asked; `invited`: has an invitation. */
export const VISIT_STATES = ['counted', 'refused', 'planned', 'invited', 'cancelled'] as const;
export type VisitState = (typeof VISIT_STATES)[number];

export type InvitationState = 'planned' | 'open' | 'spent' | 'closed' | 'expired';

export type LetterState =
  | 'queued'
  | 'handed'
  | 'sent'
  | 'in-doubt'
  | 'failed'
  | 'given-up'
  | 'void';

/** By which link an invitation was reached. */
export type Way =
  | 'letter'
  | 'reminder'
  | 'my'
  | 'cabinet'
  | 'paper'
  | 'sms'
  | 'sms-reminder'
  | 'messenger'
  | 'messenger-reminder';

/** What a correction did: the visit did not take place, was elsewhere, or something else of it was wrong. */
export type CorrectionKind = 'cancelled' | 'moved' | 'mended';
export type CorrectionStage = 'before-letter' | 'after-letter';

/** What counts as having been written to. */
export type TouchKind = 'invitation' | 'reminder' | 'complaint' | 'vote' | 'sample';

/** How many people an answer stands for, in steps of two: the exact probability could name somebody. */
export type WeightClass = 1 | 2 | 4 | 8;

/** The class of an inclusion probability: 1/p rounded down to 1, 2, 4 or 8. */
export function weightClassOf(inclusion: number): WeightClass {
  const weight = 1 / inclusion;
  if (weight >= 8) return 8;
  if (weight >= 4) return 4;
  return weight >= 2 ? 2 : 1;
}
