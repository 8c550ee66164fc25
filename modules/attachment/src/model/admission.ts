export const AGES = ['adult', 'child'] as const;
export type Ages = (typeof AGES)[number];

/** After so many days a number of free places says nothing of today. An assumption of ours, said on the page. */
export const PLACES_days = 31;

/** What the region said of a clinic, as it holds on a day. */
export interface AdmissionFacts {
  readonly told_on: string;
  readonly places: number | null;
  readonly takes_unattached: boolean | null;
  readonly referral_only: boolean;
  readonly url: string | null;
}

export type AdmissionState =
  | 'attached'
  | 'takes-unattached'
  | 'may-attach'
  | 'no-places'
  | 'referral-only'
  | 'unknown';

export interface Admission {
  readonly state: AdmissionState;
  /** Free places, while the number is fresh. */
  readonly places: number | null;
  readonly takesUnattached: boolean | null;
  /** The day on which the region said so; null: it never did. */
  readonly toldOn: string | null;
  /** The number of places is older than `PLACES_days`: it is not believed. */
  readonly isOld: boolean;
  /** Where one attaches. */
  readonly url: string | null;
}

const DAY_ms = 86_400_000;

/**
 * Whether a clinic is open to somebody, in one word. What nobody said, or said too long ago, is unknown: never «none»
 * and never «open».
 * @param isMine the clinic to which the asker is attached, by their own word
 */
export function admissionOf(
  facts: AdmissionFacts | undefined,
  { today, isMine }: { readonly today: string; readonly isMine: boolean },
): Admission {
  const isOld =
    facts !== undefined &&
    facts.places !== null &&
    Date.parse(today) - Date.parse(facts.told_on) > PLACES_days * DAY_ms;
  const places = isOld ? null : (facts?.places ?? null);
  return {
    state: isMine ? 'attached' : stateOf(facts, places),
    places,
    takesUnattached: facts?.takes_unattached ?? null,
    toldOn: facts?.told_on ?? null,
    isOld,
    url: facts?.url ?? null,
  };
}

function stateOf(facts: AdmissionFacts | undefined, places: number | null): AdmissionState {
  if (!facts) return 'unknown';
  if (facts.referral_only) return 'referral-only';
  if (facts.takes_unattached) return 'takes-unattached';
  if (places === null) return 'unknown';
  return places > 0 ? 'may-attach' : 'no-places';
}

const OPEN: ReadonlySet<AdmissionState> = new Set(['attached', 'takes-unattached', 'may-attach']);
/** Somebody may be seen there, now or after attaching. */
export const isOpen = ({ state }: Pick<Admission, 'state'>): boolean => OPEN.has(state);
