/**
 * Every refusal of the platform, as a closed union: a code for machines, data for words, a status for HTTP.
 * Sentences are made at the door from code + data + locale (packages/i18n, area `errors`).
 */
export const ERROR_STATUS = {
  // what came in is not what was asked for
  'invalid-input': 422,
  'malformed-body': 400,
  'malformed-request': 400,
  'method-not-allowed': 405,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'photo-undecodable': 422,
  'photo-too-large': 422,
  'too-many-photos': 422,
  // who is asking
  'sign-in-required': 401,
  'second-factor-required': 401,
  'step-up-required': 401,
  'credential-invalid': 401,
  'identity-refused': 401,
  forbidden: 403,
  'origin-refused': 403,
  'proof-of-work-required': 403,
  'proof-of-work-spent': 403,
  // what is asked about; hidden and unknown answer alike
  'not-found': 404,
  'link-expired': 410,
  // the state of things refuses
  'move-impossible': 409,
  'changed-meanwhile': 409,
  'already-done': 409,
  'merge-refused': 409,
  'already-exists': 409,
  'identity-taken': 409,
  'last-way-in': 409,
  'request-in-progress': 409,
  'idempotency-key-reused': 422,
  'topic-closed': 422,
  'clinic-closed': 422,
  'reason-required': 422,
  'personal-data-left': 422,
  'unknown-reference': 422,
  'calendar-year-missing': 422,
  'window-over': 409,
  'pauses-used-up': 409,
  'date-unfit': 422,
  'too-many-requests': 429,
  // ours
  'over-capacity': 503,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERROR_STATUS;
export type ErrorData = Readonly<Record<string, unknown>>;

/** A refusal with its code. `data` never holds personal values: it may be logged and shown. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly data: ErrorData;
  constructor(code: ErrorCode, data: ErrorData = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.data = data;
  }
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/**
 * Structural test, because the web bundle may hold a second copy of this class
 * and `instanceof` does not cross that border.
 */
export function isAppError(error: unknown): error is AppError {
  return (
    error instanceof Error &&
    error.name === 'AppError' &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code in ERROR_STATUS
  );
}

/** For the `default` branch of a switch over a union: a new member fails the type check. */
export function unreachable(value: never): never {
  throw new AppError('internal', { unreachable: String(value) });
}
