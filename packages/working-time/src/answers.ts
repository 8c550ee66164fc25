import type { Calendar } from './calendar.ts';
import type { ExtraDay } from './extra-days.ts';
import type { Instant } from './instants.ts';
import type { Pause } from './pauses.ts';
import type { Schedule } from './schedule.ts';
import type { Extension, Term } from './terms.ts';

/** What every question names: where, by which table, with which regional days. */
export interface Place {
  /** IANA name of the clinic's zone. */
  readonly zone: string;
  /** May be absent where no table is needed (schedule `none`, calendar days with roll `none`). */
  readonly calendar?: Calendar | undefined;
  readonly extraDays?: readonly ExtraDay[] | undefined;
}

export interface DeadlineQuestion extends Place {
  /** Needed for minutes and hours; day terms do not look at it. */
  readonly schedule?: Schedule | undefined;
  readonly start: Instant;
  readonly term: Term;
  readonly pauses?: readonly Pause[] | undefined;
  readonly extension?: Extension | null | undefined;
  /** With it the answer has a `state`. */
  readonly now?: Instant | undefined;
}

export type State = 'running' | 'paused' | 'overdue';

interface Derivation {
  /** Local date of the start (for a chained day stage: the date it was handed), `YYYY-MM-DD`. */
  readonly registrationDate: string;
  /** Version of the table to keep beside the answer; null when none was given. */
  readonly calendarVersion: string | null;
  /** Only with `now`. */
  readonly state?: State;
}

/** Deadline of a term in minutes or hours. */
export interface TimeDeadline extends Derivation {
  readonly kind: 'time';
  /** Milliseconds since 1970; null while an open pause holds it back. */
  readonly deadlineMs: number | null;
  /** Working seconds left while `deadlineMs` is null, otherwise null. */
  readonly remainingSeconds: number | null;
  /** Only with an extension: the first term's own deadline. */
  readonly originalDeadlineMs?: number | null;
}

/** Dates that did not count because of pauses, both ends included; `to: null` is still open. */
export interface ExcludedDates {
  readonly from: string;
  readonly to: string | null;
}

/** Deadline of a term in working or calendar days. */
export interface DayDeadline extends Derivation {
  readonly kind: 'days';
  /** Last day of the term, `YYYY-MM-DD`; null while an open pause holds it back. */
  readonly date: string | null;
  /** The midnight that ends it, milliseconds since 1970. */
  readonly endsAtMs: number | null;
  /** Days left to count while `date` is null, otherwise null. */
  readonly remainingDays: number | null;
  /** Working days: Monday–Friday dates after the registration up to the due date that are off. */
  readonly skipped: readonly string[];
  /** Working days: weekend dates that counted. */
  readonly extraWorking: readonly string[];
  readonly excluded: readonly ExcludedDates[];
  /** The day from which the roll moved `date`, if it did. */
  readonly rolledFrom: string | null;
  /** Only with an extension: the first term's day with its own roll. */
  readonly originalDate?: string | null;
}

export type Deadline = TimeDeadline | DayDeadline;
