import { m } from '@otklik/i18n';
import { fail, type ActionFailure } from '@sveltejs/kit';
import { maybeWord, registryWord } from '#lib/desk/registry-words.ts';
import { refusalOf, type Refusal } from './account-errors.ts';
import { wordsForCode, type Issue, type Problem } from './form-errors.ts';
import { leadFrom } from './desk.ts';
import type { ErrorCode } from '@otklik/kernel';

/** What a refused form of the registry gives back: words, everything typed, and whether somebody was faster. */
export interface RegistryRefusal {
  readonly problems: readonly Problem[];
  readonly typed: Readonly<Record<string, string>>;
  readonly is_conflict: boolean;
  /** What the library said of a calendar, day by day. */
  readonly faults?: string;
}

/** The control that a constraint of the database is about. */
const FIELD_OF: Readonly<Record<string, string>> = {
  one_clinic_per_code: 'code',
  one_doctor_per_code: 'code',
  one_object_per_code: 'code',
  organisations_pkey: 'code',
  one_post_per_start: 'valid_from',
  no_overlapping_posts: 'valid_from',
  clinic_district: 'district_id',
  clinic_okrug: 'okrug_id',
  clinic_organisation: 'organisation_id',
  posts_specialty_id_fkey: 'specialty_id',
};

/** Refusals without a field of their own, after which the form may be sent again. */
const MENDABLE = new Set([
  'changed-meanwhile',
  'already-done',
  'too-many-requests',
  'over-capacity',
  'unavailable',
]);

const sayIssue = ({ path, code, message, maximum }: Issue): Problem => {
  // A topic's form names its controls by their place in the definition.
  const field = path.replace(/^definition\./, '') || undefined;
  const last = path.split('.').at(-1) ?? path;
  const said = code === 'custom' ? (message ?? code) : code;
  const label =
    maybeWord('topics_field', field ?? '') ??
    maybeWord('topics_field', last) ??
    registryWord('registry_field', last);
  const text =
    said === 'too_big' && maximum !== undefined
      ? m.registry_problem_too_big({ maximum })
      : registryWord('registry_problem', said);
  return { ...(field ? { field } : {}), text: `${label}: ${text}` };
};

/** What is to be mended; null for what no form can mend. */
export function registryProblems({ code, data }: Refusal): Problem[] | null {
  if (code === 'invalid-input' && Array.isArray(data['issues']))
    return (data['issues'] as Issue[]).map(sayIssue);
  const constraint = String(data['constraint'] ?? '');
  const field = FIELD_OF[constraint] ?? (data['field'] ? String(data['field']) : undefined);
  if (constraint === 'no_overlapping_posts')
    return [{ field: 'valid_from', text: m.registry_problem_overlaps() }];
  if (code === 'already-exists' || code === 'unknown-reference') {
    const label = field ? `${registryWord('registry_field', field)}: ` : '';
    return [{ ...(field ? { field } : {}), text: label + registryWord('registry_problem', code) }];
  }
  if (code === 'invalid-input')
    return [{ text: registryWord('registry_refused', String(data['reason'] ?? 'other')) }];
  if (code === 'forbidden')
    return [
      { text: registryWord('registry_problem', `forbidden-${String(data['reason'] ?? 'reach')}`) },
    ];
  if (MENDABLE.has(code)) return [{ text: wordsForCode(code as ErrorCode, data) }];
  return null;
}

/** A refused form of the registry, with all that was typed; whatever else goes on as it is. */
export function refusedRecord(
  thrown: unknown,
  typed: Readonly<Record<string, string>>,
  url: URL,
): ActionFailure<RegistryRefusal> {
  const refusal = refusalOf(thrown);
  const problems = refusal && registryProblems(refusal);
  if (!refusal || !problems) return leadFrom(url)(thrown);
  return fail(refusal.status, {
    problems,
    typed,
    is_conflict: refusal.code === 'changed-meanwhile',
    ...(refusal.data['faults'] ? { faults: String(refusal.data['faults']) } : {}),
  });
}

/** A form of the registry that was too large to be read whole: what arrived of it stands there again. */
export const tooLongRecord = (
  typed: Readonly<Record<string, string>>,
): ActionFailure<RegistryRefusal> =>
  fail(413, { problems: [{ text: m.errors_text_too_long() }], typed, is_conflict: false });

/** Every text of a form, as long as it is: the verb says what is too long. */
export function typedOf(form: FormData): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [name, value] of form)
    if (typeof value === 'string' && name.length <= 80) typed[name] = value.replace(/\r\n?/g, '\n');
  return typed;
}
