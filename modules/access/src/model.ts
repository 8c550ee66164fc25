import { INTAKE_FAULTS, INTAKE_FLAGS } from './intake-faults.ts';

/** What can be wrong with a row or a feed; each is counted and stands in words at the source's page. */
export const FAULTS = [
  'ends-before-start',
  'unknown-clinic',
  'unknown-specialty',
  'unknown-doctor',
  'too-far-ahead',
  'no-offset',
  'wrong-shape',
  'wrong-capacity',
  'repeated-id',
  'sequence-gap',
  'sequence-repeat',
  'clock-ahead',
  'clock-back',
  'shrunk',
  'covered-by-other',
  ...INTAKE_FAULTS,
] as const;
export type Fault = (typeof FAULTS)[number];

/** After these the row is taken all the same, and only flagged. */
export const FLAGS: ReadonlySet<Fault> = new Set([
  'wrong-capacity',
  'clock-ahead',
  'clock-back',
  'covered-by-other',
  ...INTAKE_FLAGS,
]);

export const HORIZON_days = 90;
/** A start further ahead than this is a slip of the year. */
export const AHEAD_days_max = 730;
/** A whole list that lost more than this part of what it had waits for a second one. */
export const SHRINK_share_max = 0.6;
export const SILENT_intervals = 2;
export const DAY_ms = 86_400_000;
export const LIGHT_days = 28;
/** A waiting list that nobody told of for longer is not shown. */
export const LIST_days = 31;

/** A clinic, specialty, kind and mode. */
export interface GroupKey {
  readonly clinic_id: string;
  readonly specialty: string;
  readonly kind: string;
  readonly mode: string;
}

/** A slot as a source sent it, judged good. */
export interface GoodSlot {
  readonly slot: string;
  readonly clinic_id: string;
  readonly specialty: string;
  readonly kind: string;
  readonly mode: string;
  readonly doctor: string | null;
  readonly start_at: string;
  readonly end_at: string;
  readonly capacity: number;
  readonly status: string;
  readonly bookable_from: string | null;
  readonly book_url: string | null;
}

/** Counts of faults with the slot that showed each last. */
export class FaultCount {
  readonly found = new Map<Fault, { count: number; slot: string | null }>();

  add(fault: Fault, slot: string | null = null, count = 1): void {
    if (count === 0) return;
    this.found.set(fault, { count: (this.found.get(fault)?.count ?? 0) + count, slot });
  }

  toJSON(): Partial<Record<Fault, number>> {
    return Object.fromEntries([...this.found].map(([fault, { count }]) => [fault, count]));
  }
}
