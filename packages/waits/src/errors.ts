/** Every way in which a question about waits is refused; zones and instants are refused by working-time. */
export type WaitsCode = 'argument-invalid';

/** A refused question: a code for programs, never a sentence for people. */
export class WaitsError extends Error {
  readonly code: WaitsCode;

  constructor(code: WaitsCode, reason: string) {
    super(reason);
    this.name = 'WaitsError';
    this.code = code;
  }
}

/** Shorthand for a refusal with its reason (English, for logs and tests). */
export const refuse = (code: WaitsCode, reason: string): WaitsError => new WaitsError(code, reason);
