import { isAppError, rateLimitHeaders, type AppError, type ErrorCode } from '@otklik/kernel';
import type { Json } from './json.ts';

// Refusals in FHIR's own terms: an OperationOutcome. Codes and places, never the value that was sent.

export interface Issue {
  readonly severity: 'fatal' | 'error' | 'warning' | 'information';
  /** FHIR's issue type. */
  readonly code: string;
  /** Our code, under a code system of our own. */
  readonly details: string;
  readonly expression?: string;
  readonly diagnostics?: string;
}

/** A refusal at this door: a status and every issue. */
export class FhirRefusal extends Error {
  override readonly name = 'FhirRefusal';
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    issues: readonly Issue[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(`fhir ${status}`);
    this.status = status;
    this.issues = issues;
    this.headers = headers;
  }
}

export const refuse = (
  status: number,
  code: string,
  details: string,
  headers: Readonly<Record<string, string>> = {},
): FhirRefusal => new FhirRefusal(status, [{ severity: 'error', code, details }], headers);

const SYSTEM = 'CodeSystem/otklik-refusal';

export const outcomeOf = (issues: readonly Issue[], base: string): Json => ({
  resourceType: 'OperationOutcome',
  issue: issues.map(({ severity, code, details, expression, diagnostics }) => ({
    severity,
    code,
    details: { coding: [{ system: `${base}/${SYSTEM}`, code: details }] },
    ...(expression === undefined ? {} : { expression: [expression] }),
    ...(diagnostics === undefined ? {} : { diagnostics }),
  })),
});

/** FHIR's issue types for codes whose meaning the standard names. */
const TYPES: Partial<Record<ErrorCode, string>> = {
  'invalid-input': 'invalid',
  'malformed-body': 'structure',
  'malformed-request': 'structure',
  'method-not-allowed': 'not-supported',
  'body-too-large': 'too-long',
  'unsupported-media-type': 'not-supported',
  'sign-in-required': 'login',
  'credential-invalid': 'login',
  forbidden: 'forbidden',
  'not-found': 'not-found',
  'link-expired': 'deleted',
  'already-exists': 'duplicate',
  'already-done': 'conflict',
  'changed-meanwhile': 'conflict',
  'unknown-reference': 'code-invalid',
  'too-many-requests': 'throttled',
  'over-capacity': 'throttled',
  unavailable: 'transient',
  internal: 'exception',
};

/** Facts of a refusal that are safe to tell: names of faults and reasons, no values. */
function issuesOf({ code, data }: AppError): readonly Issue[] {
  const type = TYPES[code] ?? 'processing';
  const { issues, faults, reason } = data;
  if (Array.isArray(issues))
    return (issues as { path?: unknown; code?: unknown }[]).slice(0, 50).map((issue) => ({
      severity: 'error',
      code: type,
      details: String(issue.code ?? code).slice(0, 60),
      ...(typeof issue.path === 'string' && issue.path
        ? { expression: issue.path.slice(0, 200) }
        : {}),
    }));
  if (Array.isArray(faults))
    return faults.slice(0, 50).map((fault) => ({
      severity: 'error',
      code: type,
      details: String(fault).slice(0, 60),
    }));
  return [
    {
      severity: 'error',
      code: type,
      details: code,
      ...(typeof reason === 'string' ? { diagnostics: reason } : {}),
    },
  ];
}

/** Whatever was thrown as a refusal; null when it is our own failure. */
export function refusalFrom(error: unknown): FhirRefusal | null {
  if (error instanceof FhirRefusal) return error;
  if (!isAppError(error) || error.code === 'internal') return null;
  const wait = error.data.retryAfter_s;
  return new FhirRefusal(error.status, issuesOf(error), {
    ...rateLimitHeaders(error),
    ...(typeof wait === 'number' ? { 'retry-after': String(wait) } : {}),
    ...(error.status === 401 ? { 'www-authenticate': 'Bearer, Survey' } : {}),
  });
}
