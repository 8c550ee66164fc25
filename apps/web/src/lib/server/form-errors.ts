import { localizePath, m } from '@otklik/i18n';
import { isAppError, type ErrorCode, type ErrorData } from '@otklik/kernel';
import { fail, redirect, type ActionFailure } from '@sveltejs/kit';

import { STEP_UP_PATH } from '#lib/server/step-up.ts';
import { noteRefusal } from '#lib/server/told-refusal.ts';

/** One thing to mend: the words, and the name of the control they belong to. */
export interface Problem {
  readonly field?: string;
  readonly text: string;
}

/** What a refused form gives back to its page: the words, and everything that was typed. */
export interface Refused<Typed> {
  readonly problems: readonly Problem[];
  readonly typed: Typed;
}

/** One issue of an `invalid-input`: the place in the input and the code of what is wrong there. */
export interface Issue {
  readonly path: string;
  readonly code: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly message?: string;
}

/** What a control is called on the page, by its place in the input; `kind` picks the fitting words. */
export interface Control {
  readonly label: string;
  readonly kind?: 'text' | 'choice' | 'email' | 'moment' | 'number';
  /** The name of the control, where it is not the place in the input. */
  readonly field?: string;
}
export type Controls = Readonly<Record<string, Control>>;

const WAIT_s = 60;
const minutesOf = (data: ErrorData): number =>
  Math.max(1, Math.ceil(Number(data['retryAfter_s'] ?? WAIT_s) / 60));

/** Words for every refusal of the platform; a new code without words fails the type check. */
const WORDS: Readonly<Record<ErrorCode, (data: ErrorData) => string>> = {
  'invalid-input': () => m.errors_code_invalid_input(),
  'malformed-body': () => m.errors_code_malformed_body(),
  'malformed-request': () => m.errors_code_malformed_request(),
  'method-not-allowed': () => m.errors_code_method_not_allowed(),
  'body-too-large': () => m.errors_code_body_too_large(),
  'unsupported-media-type': () => m.errors_code_unsupported_media_type(),
  'photo-undecodable': () => m.errors_code_photo_undecodable(),
  'photo-too-large': () => m.errors_code_photo_too_large(),
  'too-many-photos': () => m.errors_code_too_many_photos(),
  'sign-in-required': () => m.errors_code_sign_in_required(),
  'second-factor-required': () => m.errors_code_second_factor_required(),
  'step-up-required': () => m.errors_code_step_up_required(),
  'credential-invalid': () => m.errors_code_credential_invalid(),
  'identity-refused': () => m.errors_code_identity_refused(),
  forbidden: () => m.errors_code_forbidden(),
  'origin-refused': () => m.errors_code_origin_refused(),
  'proof-of-work-required': () => m.errors_code_proof_of_work_required(),
  'proof-of-work-spent': () => m.errors_code_proof_of_work_spent(),
  'not-found': () => m.errors_code_not_found(),
  'link-expired': () => m.errors_code_link_expired(),
  'move-impossible': () => m.errors_code_move_impossible(),
  'changed-meanwhile': () => m.errors_code_changed_meanwhile(),
  'already-done': () => m.errors_code_already_done(),
  'merge-refused': () => m.errors_code_merge_refused(),
  'identity-taken': () => m.errors_code_identity_taken(),
  'last-way-in': () => m.errors_code_last_way_in(),
  'already-exists': () => m.errors_code_already_exists(),
  'request-in-progress': () => m.errors_code_request_in_progress(),
  'idempotency-key-reused': () => m.errors_code_idempotency_key_reused(),
  'topic-closed': () => m.errors_code_topic_closed(),
  'clinic-closed': () => m.errors_code_clinic_closed(),
  'reason-required': () => m.errors_code_reason_required(),
  'personal-data-left': () => m.errors_code_personal_data_left(),
  'unknown-reference': () => m.errors_code_unknown_reference(),
  'calendar-year-missing': () => m.errors_code_calendar_year_missing(),
  'window-over': () => m.errors_code_window_over(),
  'pauses-used-up': () => m.errors_code_pauses_used_up(),
  'date-unfit': () => m.errors_code_date_unfit(),
  'too-many-requests': (data) => m.errors_code_too_many_requests({ minutes: minutesOf(data) }),
  'over-capacity': () => m.errors_code_over_capacity(),
  unavailable: () => m.errors_code_unavailable(),
  internal: () => m.errors_code_internal(),
};

/** The sentence for a code, in the language of the request. */
export const wordsForCode = (code: ErrorCode, data: ErrorData = {}): string => WORDS[code](data);

const isCode = (code: string): code is ErrorCode => code in WORDS;

function wordsForIssue(issue: Issue, { label, kind = 'text' }: Control): string {
  const field = label;
  const code = issue.code === 'custom' ? (issue.message ?? issue.code) : issue.code;
  if (code === 'dispute-needs-question') return m.errors_field_question();
  if (code === 'evidence-required') return m.errors_field_evidence();
  if (code === 'no-such-date') return m.errors_field_date({ field });
  if (code === 'in-the-future') return m.errors_field_future({ field });
  if (code === 'no-rule-for-this-age') return m.assisted_for_no_rule();
  if (code === 'consent-required') return m.assisted_for_consent_needed();
  if (code === 'paper-required') return m.assisted_for_paper_needed();
  if (isCode(code)) return wordsForCode(code);
  if (kind === 'email')
    return code === 'required' ? m.errors_field_required({ field }) : m.errors_field_email();
  if (kind === 'moment') return m.errors_field_date_needed({ field });
  if (kind === 'choice') return m.errors_field_choose({ field });
  if (kind === 'number') return m.errors_field_number({ field });
  if (code === 'too_big' && issue.maximum !== undefined)
    return m.errors_field_too_long({ field, maximum: issue.maximum });
  if (code === 'too_small' && issue.minimum !== undefined && issue.minimum > 1)
    return m.errors_field_too_short({ field, minimum: issue.minimum });
  const is_missing = code === 'required' || code === 'invalid_type' || code === 'too_small';
  return is_missing ? m.errors_field_required({ field }) : m.errors_field_wrong({ field });
}

/**
 * Issues as problems: one a control (people mend the control, not the rule), in the order of the controls;
 * what stands at a place that the page does not know is told in general, once and last.
 */
export function problemsOfIssues(issues: readonly Issue[], controls: Controls = {}): Problem[] {
  const places = Object.keys(controls);
  const placeOf = ({ path }: Issue): string | undefined =>
    places.find((place) => path === place || path.startsWith(`${place}.`));
  const problems: Problem[] = [];
  for (const place of places) {
    const issue = issues.find((one) => placeOf(one) === place);
    const control = controls[place]!;
    if (issue)
      problems.push({ field: control.field ?? place, text: wordsForIssue(issue, control) });
  }
  if (issues.some((issue) => placeOf(issue) === undefined))
    problems.push({ text: m.errors_code_invalid_input() });
  return problems;
}

/** A refusal as problems of a form. @throws whatever is not a refusal, or is our own failure */
export function problemsOf(thrown: unknown, controls: Controls = {}): Problem[] {
  if (!isAppError(thrown) || thrown.code === 'internal') throw thrown;
  noteRefusal(thrown);
  if (thrown.code === 'step-up-required') redirect(303, localizePath(STEP_UP_PATH));
  if (thrown.code === 'invalid-input' && Array.isArray(thrown.data['issues']))
    return problemsOfIssues(thrown.data['issues'] as Issue[], controls);
  return [{ text: wordsForCode(thrown.code, thrown.data) }];
}

/** The answer of a form that was too large to be read whole: what arrived of it stands there again. */
export const tooLong = <Typed>(typed: Typed): ActionFailure<Refused<Typed>> =>
  fail(413, { problems: [{ text: m.errors_text_too_long() }], typed });

/** The answer of a form action that was refused: status, words, and what was typed. */
export function refusedForm<Typed>(
  thrown: unknown,
  typed: Typed,
  controls: Controls = {},
): ActionFailure<Refused<Typed>> {
  const problems = problemsOf(thrown, controls);
  return fail(isAppError(thrown) ? thrown.status : 422, { problems, typed });
}
