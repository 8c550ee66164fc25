/** What a piece of text tells about a person. */
export const SPAN_TYPES = [
  'phone',
  'email',
  'snils',
  'inn',
  'policy',
  'bank_card',
  'bank_account',
  'passport',
  'birth_certificate',
  'document',
  'medical_record',
  'sick_leave',
  'vehicle_plate',
  'access_code',
  'birth_date',
  'address',
  'person',
  'messenger',
  'link',
  'employer',
  'diagnosis',
  'health',
] as const;

export type SpanType = (typeof SPAN_TYPES)[number];

/** Whose name it is: a doctor's or a clerk's falls under another policy than a patient's. */
export type Role = 'professional' | 'private';

export interface Span {
  readonly type: SpanType;
  /** First character, in UTF-16 units of the text that was given. */
  readonly start: number;
  /** The character after the last one. */
  readonly end: number;
  /** 0 to 1: how sure the rule is that this is personal data; not a measured probability. */
  readonly confidence: number;
  /** Whether the check digits agree; null where the type has none. */
  readonly checksumOk: boolean | null;
  /** Only of `person`. */
  readonly role?: Role;
}

export interface FindOptions {
  /** Spans below it are left out; 0.5 unless told. */
  readonly minConfidence?: number;
  /** Only these types are looked for; all unless told. */
  readonly types?: readonly SpanType[];
}
