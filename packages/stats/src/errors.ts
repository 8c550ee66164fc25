/** Every way in which a question is refused. */
export type StatsCode =
  /** A number, a list or a name that the method has no meaning for; `what` names it. */
  | 'argument-invalid'
  /** Columns say the same thing, so their effects cannot be told apart. */
  | 'singular'
  /** The search found no answer (for instance a yes/no outcome that the columns foretell perfectly). */
  | 'no-convergence';

/** A refused question: a code for programs, never a sentence for people. */
export class StatsError extends Error {
  readonly code: StatsCode;
  readonly what: string;

  constructor(code: StatsCode, what: string) {
    super(`${code}: ${what}`);
    this.name = 'StatsError';
    this.code = code;
    this.what = what;
  }
}

/**
 * Refuses an argument unless the condition holds.
 * @throws StatsError `argument-invalid`.
 */
export function need(condition: boolean, what: string): asserts condition {
  if (!condition) throw new StatsError('argument-invalid', what);
}
