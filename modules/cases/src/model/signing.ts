import { zoneOf } from '@otklik/working-time';

/** States of one version of an answer inside the clinic. */
export type DraftState = 'sent' | 'given-back' | 'agreed' | 'signed' | 'replaced';

/** Versions that somebody can still go on with. */
export const LIVING_DRAFTS: readonly DraftState[] = ['sent', 'given-back', 'agreed'];
/** Versions that wait for whoever signs. */
export const WAITING_DRAFTS: readonly DraftState[] = ['sent', 'agreed'];

/** A deputy is named for so long at most: a right without an end is another post. */
export const DEPUTY_DAYS_MAX = 366;

/** By which right somebody signs. */
export type SigningBasis = 'head' | 'deputy' | 'signer';

export interface SigningRight {
  readonly kind: 'deputy' | 'signer';
  readonly personId: string;
  readonly fromDate: string;
  readonly toDate: string | null;
}

/** What is known of a clinic and of the person at the desk. */
export interface Signing {
  readonly personId: string;
  /** A head's role of theirs reaches the clinic. */
  readonly isHead: boolean;
  /** An account over exactly this clinic holds the head's role. */
  readonly clinicHasHead: boolean;
  /** Rights that nobody has ended, of anybody, for this clinic. */
  readonly rights: readonly SigningRight[];
}

/** The clinic's own date. */
export const dateIn = (zone: string, at: Date): string =>
  new Date(zoneOf(zone).localDay(at.getTime()) * 86_400_000).toISOString().slice(0, 10);

const holds = ({ fromDate, toDate }: SigningRight, today: string): boolean =>
  fromDate <= today && (toDate === null || today <= toDate);

/**
 * By which right the person signs for the clinic on this date, or null. Order: the head; a deputy within
 * the dates; where the clinic has no head's account, whoever was named to sign; and where nobody was named
 * either, everybody who answers for it: no clinic is locked out. Decision 0046.
 */
export function basisOf(
  { personId, isHead, clinicHasHead, rights }: Signing,
  today: string,
): SigningBasis | null {
  if (isHead) return 'head';
  const living = rights.filter((right) => holds(right, today));
  if (living.some((right) => right.kind === 'deputy' && right.personId === personId))
    return 'deputy';
  if (clinicHasHead) return null;
  const signers = living.filter((right) => right.kind === 'signer');
  return signers.length === 0 || signers.some((right) => right.personId === personId)
    ? 'signer'
    : null;
}
