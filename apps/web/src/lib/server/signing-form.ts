import { m } from '@otklik/i18n';
import { fail } from '@sveltejs/kit';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import type { Problem } from '#lib/server/form-errors.ts';

const FIELDS = [
  'clinic',
  'personId',
  'personName',
  'personPost',
  'forName',
  'forPost',
  'fromDate',
  'toDate',
] as const;
export type SigningTyped = Record<(typeof FIELDS)[number], string>;

/** What was typed into the form that names who signs. */
export const typedSigning = (form: FormData): SigningTyped =>
  Object.fromEntries(
    FIELDS.map((name) => [
      name,
      String(form.get(name) ?? '')
        .trim()
        .slice(0, 500),
    ]),
  ) as SigningTyped;

const WORDS: Readonly<Record<string, () => string>> = {
  personId: m.promises_error_person,
  personName: () => m.errors_field_required({ field: m.promises_sign_person_name() }),
  personPost: () => m.errors_field_required({ field: m.promises_sign_person_post() }),
  forName: () => m.errors_field_required({ field: m.promises_sign_for_name() }),
  forPost: () => m.errors_field_required({ field: m.promises_sign_for_post() }),
  fromDate: () => m.errors_field_date_needed({ field: m.promises_sign_from() }),
  toDate: m.promises_error_term,
};

function problemsOf(code: string, data: Readonly<Record<string, unknown>>): Problem[] | null {
  switch (code) {
    case 'invalid-input': {
      const issues = (data['issues'] ?? []) as { path: string }[];
      const fields = [...new Set(issues.map(({ path }) => path.split('.')[0]!))];
      return fields
        .filter((field) => field in WORDS)
        .map((field) => ({ field, text: WORDS[field]!() }));
    }
    case 'unknown-reference':
      return [{ field: 'personId', text: m.promises_error_person() }];
    case 'date-unfit':
      return [{ field: 'toDate', text: m.promises_error_term() }];
    case 'already-done':
      return [{ field: 'personId', text: m.promises_error_has_right() }];
    case 'move-impossible':
      return [{ text: m.promises_error_has_head() }];
    case 'forbidden':
      return data['reason'] === 'oneself'
        ? [{ field: 'personId', text: m.promises_error_oneself() }]
        : null;
    default:
      return null;
  }
}

/** A refused form keeps what was typed; anything that the person cannot mend leads on as everywhere. */
export function refusedSigning(thrown: unknown, typed: SigningTyped, url: URL) {
  const refusal = refusalOf(thrown);
  const problems = refusal && problemsOf(refusal.code, refusal.data);
  if (!refusal || !problems || problems.length === 0) return leadFrom(url)(thrown);
  return fail(refusal.status, { problems, typed });
}
