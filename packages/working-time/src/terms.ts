import { refuse } from './errors.ts';

/** A term in working minutes or hours; one hour is 60 working minutes. */
export interface TimeTerm {
  readonly amount: number;
  readonly unit: 'minutes' | 'hours';
}

/** Where the last day of a calendar-day term goes when it is off; the law's row or the topic says which. */
export type Roll = 'none' | 'next' | 'previous';

/** A term in days; day 1 is the (working) day after the registration date. */
export type DayTerm =
  | { readonly amount: number; readonly unit: 'working-days' }
  | { readonly amount: number; readonly unit: 'calendar-days'; readonly roll: Roll };

export type Term = TimeTerm | DayTerm;

/** An addition to the first term, in the term's own unit. */
export interface Extension {
  readonly amount: number;
}

const UNIT_MS = { minutes: 60_000, hours: 3_600_000 } as const;
const ROLLS: readonly unknown[] = ['none', 'next', 'previous'];

export function isTimeTerm(term: Term): term is TimeTerm {
  return term.unit === 'minutes' || term.unit === 'hours';
}

/**
 * Checks a term and its extension.
 * @throws WorkingTimeError `term-invalid`: negative or not whole, a day term below 1, an unknown unit,
 *   a calendar-day term that does not say its roll.
 */
export function checkTerm(term: Term, extension?: Extension | null): void {
  if (typeof term !== 'object' || term === null) throw refuse('term-invalid', 'no term');
  const unit: unknown = term.unit;
  const inTime = unit === 'minutes' || unit === 'hours';
  if (!inTime && unit !== 'working-days' && unit !== 'calendar-days')
    throw refuse('term-invalid', 'unknown unit');
  if (!isAmount(term.amount) || (!inTime && term.amount < 1)) {
    throw refuse('term-invalid', 'the amount is negative, not whole, or less than a day');
  }
  if (extension && !isAmount(extension.amount)) {
    throw refuse('term-invalid', 'the extension is negative or not whole');
  }
  if (term.unit === 'calendar-days' && !ROLLS.includes(term.roll)) {
    throw refuse('term-invalid', 'calendar days must say their roll');
  }
}

function isAmount(amount: unknown): amount is number {
  return Number.isSafeInteger(amount) && Number(amount) >= 0;
}

/** Working milliseconds of a checked term and its extension. */
export function termMs(term: TimeTerm, extension?: Extension | null): number {
  return (term.amount + (extension?.amount ?? 0)) * UNIT_MS[term.unit];
}
