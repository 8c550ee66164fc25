/**
 * A method of scoring: a pure function with a name and a version. Whoever stores a result stores both beside
 * it, with the version of the form and n.
 */
export interface ScoringMethod {
  readonly name: string;
  /** Changes with every change of a formula or of a default table. */
  readonly version: string;
  /**
   * @param input counts or answers, in the shape the method documents; checked
   * @param tables dated tables of the method (weights), where it has any; the method's own when left out
   * @returns plain JSON; null where something is not defined, never 0 instead
   * @throws ScoringError
   */
  score(input: unknown, tables?: unknown): ScoreResult;
}

export type ScoreResult = Readonly<Record<string, unknown>>;

export type ScoringErrorCode =
  | 'input-invalid'
  | 'method-unknown'
  | 'sector-unknown'
  | 'weights-invalid';

/** A refusal with a code; `at` names the place in the input. The message is for logs. */
export class ScoringError extends Error {
  readonly code: ScoringErrorCode;
  readonly at: string;

  constructor(code: ScoringErrorCode, at: string) {
    super(`${code}: ${at}`);
    this.name = 'ScoringError';
    this.code = code;
    this.at = at;
  }
}
