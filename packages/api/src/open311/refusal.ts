import { ERROR_STATUS, isAppError, rateLimitHeaders, type AppError } from '@otklik/kernel';
import { m, type Locale } from '@otklik/i18n';
import type { Answer } from './markup.ts';

type Facts = Readonly<Record<string, string | number>>;
type Sentence = (facts: never, options: { locale: Locale }) => string;

/** One thing that is wrong, as words to be said in the reader's language. */
export interface Fault {
  readonly says: keyof typeof SENTENCES;
  readonly facts?: Facts;
}

const SENTENCES = {
  'not-found': m.open311_error_not_found,
  method: m.open311_error_method,
  jurisdiction: m.open311_error_jurisdiction,
  service: m.open311_error_service,
  'service-missing': m.open311_error_service_missing,
  key: m.open311_error_key,
  scope: m.open311_error_scope,
  missing: m.open311_error_missing,
  invalid: m.open311_error_invalid,
  'unknown-attribute': m.open311_error_unknown_attribute,
  repeated: m.open311_error_repeated,
  description: m.open311_error_description,
  'point-half': m.open311_error_point_half,
  point: m.open311_error_point,
  place: m.open311_error_place,
  'place-unknown': m.open311_error_place_unknown,
  'clinic-closed': m.open311_error_clinic_closed,
  time: m.open311_error_time,
  span: m.open311_error_span,
  order: m.open311_error_order,
  status: m.open311_error_status,
  'too-many': m.open311_error_too_many,
  malformed: m.open311_error_malformed,
  'media-type': m.open311_error_media_type,
  'body-large': m.open311_error_body_large,
  busy: m.open311_error_busy,
  'in-progress': m.open311_error_in_progress,
  internal: m.open311_error_internal,
} satisfies Record<string, Sentence>;

/** A refusal in the standard's own terms: a status and what is wrong, one or several. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly faults: readonly Fault[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, faults: readonly Fault[], headers: Record<string, string> = {}) {
    super(`open311 ${status}`);
    this.status = status;
    this.faults = faults;
    this.headers = headers;
  }
}

export const refuse = (status: number, says: Fault['says'], facts: Facts = {}): Refusal =>
  new Refusal(status, [{ says, facts }]);

/** Ours by the standard's names; what a topic asks stands in its brackets. */
const FIELDS: Readonly<Record<string, string>> = {
  story: 'description',
  private: 'first_name, last_name, phone, device_id, media_url',
  topic: 'service_code',
  clinic: 'address_id',
};

interface Issue {
  readonly path: string;
  readonly code: string;
}

function faultOf({ path, code }: Issue, story: Facts): Fault {
  if (path === 'story') return { says: 'description', facts: story };
  const [head, ...rest] = path.split('.');
  const field = head === 'facts' && rest[0] ? `attribute[${rest[0]}]` : (FIELDS[path] ?? path);
  const missing = code === 'required' || code === 'missing';
  return { says: missing ? 'missing' : 'invalid', facts: { field } };
}

/**
 * A refusal of the waist in the standard's terms: wrong keys are 403, what is not there 404, what came in
 * wrong 400; ours stay what they are.
 * @param story how long a description may be
 */
export function refusalFrom(error: AppError, story: { min: number; max: number }): Refusal {
  const { code, data } = error;
  const wait = typeof data.retryAfter_s === 'number' ? String(data.retryAfter_s) : '5';
  switch (code) {
    case 'credential-invalid':
    case 'sign-in-required':
      return refuse(403, 'key');
    case 'forbidden':
      return refuse(403, 'scope');
    case 'not-found':
      return refuse(404, 'not-found');
    case 'clinic-closed':
      return refuse(400, 'clinic-closed');
    case 'topic-closed':
    case 'unknown-reference':
      return refuse(404, 'service', { field: String(data.topic ?? 'service_code') });
    case 'invalid-input': {
      const issues = Array.isArray(data.issues) ? (data.issues as Issue[]) : [];
      const faults = issues.map((issue) => faultOf(issue, story));
      return new Refusal(400, faults.length > 0 ? faults : [{ says: 'malformed' }]);
    }
    case 'too-many-requests':
      return new Refusal(429, [{ says: 'busy' }], rateLimitHeaders(error));
    case 'request-in-progress':
      return new Refusal(409, [{ says: 'in-progress' }], { 'retry-after': '1' });
    case 'over-capacity':
    case 'unavailable':
      return new Refusal(503, [{ says: 'busy' }], { 'retry-after': wait });
    case 'internal':
      return refuse(500, 'internal');
    default:
      return refuse(ERROR_STATUS[code] >= 500 ? 500 : 400, 'malformed');
  }
}

/** What went wrong, as a refusal; null for a fault of ours, which nobody is told the trace of. */
export function refusalOf(error: unknown, story: { min: number; max: number }): Refusal | null {
  if (error instanceof Refusal) return error;
  return isAppError(error) && error.code !== 'internal' ? refusalFrom(error, story) : null;
}

/** `<errors><error><code/><description/></error></errors>`, one for each fault. */
export const errorsAnswer = ({ status, faults }: Refusal, locale: Locale): Answer => ({
  root: 'errors',
  body: faults.map(({ says, facts = {} }) => ({
    code: String(status),
    description: (SENTENCES[says] as Sentence)(facts as never, { locale }),
  })),
});
