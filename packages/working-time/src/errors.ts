/** Every way in which a question about working time is refused. */
export type WorkingTimeCode =
  | 'calendar-invalid'
  | 'calendar-year-missing'
  | 'schedule-invalid'
  | 'term-invalid'
  | 'pause-invalid'
  | 'zone-unknown'
  | 'instant-invalid'
  | 'no-working-time';

/** What is known about a refusal; `year` comes with `calendar-year-missing` only. */
export interface WorkingTimeErrorData {
  readonly year?: number;
  readonly reason?: string;
}

/** A refused question: a code for programs, never a sentence for people. */
export class WorkingTimeError extends Error {
  readonly code: WorkingTimeCode;
  readonly data: WorkingTimeErrorData;

  constructor(code: WorkingTimeCode, data: WorkingTimeErrorData = {}) {
    super(data.reason ?? (data.year === undefined ? code : `${code} ${data.year}`));
    this.name = 'WorkingTimeError';
    this.code = code;
    this.data = data;
  }
}

/** Shorthand for a refusal with its reason (English, for logs and tests). */
export function refuse(code: WorkingTimeCode, reason: string): WorkingTimeError {
  return new WorkingTimeError(code, { reason });
}
