import { AppError } from '@otklik/kernel';

/** What was taken out of public sight. */
export const TAKEN_KINDS = ['story', 'answer', 'photos', 'notes', 'promises'] as const;
export type TakenKind = (typeof TAKEN_KINDS)[number];

/** Why. The first three only a body outside may find. */
export const TAKE_DOWN_GROUNDS = [
  'court-ruling',
  'untrue-by-court',
  'banned-information',
  'personal-data',
  'medical-secrecy',
  'child',
  'insult',
  'copyright',
] as const;
export type TakeDownGround = (typeof TAKE_DOWN_GROUNDS)[number];
const ONLY_FROM_OUTSIDE: readonly TakeDownGround[] = [
  'court-ruling',
  'untrue-by-court',
  'banned-information',
];

export const DEMANDED_BY = [
  'clinic',
  'person-concerned',
  'court',
  'prosecutor',
  'supervisor',
  'rights-holder',
  'platform',
] as const;
export type DemandedBy = (typeof DEMANDED_BY)[number];

export const DECIDED_BY = ['court', 'prosecutor', 'supervisor', 'platform'] as const;
export type DecidedBy = (typeof DECIDED_BY)[number];

export const RESTORE_GROUNDS = [
  'decision-overturned',
  'decision-expired',
  'cause-mended',
  'by-mistake',
] as const;
export type RestoreGround = (typeof RESTORE_GROUNDS)[number];

interface Decision {
  readonly ground: TakeDownGround;
  readonly decidedBy: DecidedBy;
  readonly decisionNumber?: string | undefined;
  readonly decisionDate?: string | undefined;
}

/**
 * A demand is no ground: what only a court or an authority may find is taken down on its decision, which has a
 * number and a date.
 * @throws AppError invalid-input with the places of what is missing
 */
export function refuseBareDemand(decision: Decision, today: string): void {
  const { ground, decidedBy, decisionNumber, decisionDate } = decision;
  const issues: { path: string; code: string }[] = [];
  const isOutside = decidedBy !== 'platform';
  if (!isOutside && ONLY_FROM_OUTSIDE.includes(ground))
    issues.push({ path: 'decidedBy', code: 'invalid_value' });
  if (isOutside && !decisionNumber) issues.push({ path: 'decisionNumber', code: 'required' });
  if (isOutside && !decisionDate) issues.push({ path: 'decisionDate', code: 'required' });
  if (decisionDate && decisionDate > today)
    issues.push({ path: 'decisionDate', code: 'in-the-future' });
  if (issues.length > 0) throw new AppError('invalid-input', { issues });
}
