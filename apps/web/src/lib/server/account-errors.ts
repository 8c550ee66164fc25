import { localizePath, m } from '@otklik/i18n';
import { leadToProof } from '#lib/server/ended-session.ts';
import { STEP_UP_PATH } from '#lib/server/step-up.ts';
import { noteRefusal } from '#lib/server/told-refusal.ts';
import { error, fail, redirect, type ActionFailure } from '@sveltejs/kit';

export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Read by shape: the pages' bundle may hold another copy of the class. */
export function refusalOf(thrown: unknown): Refusal | null {
  const one = thrown as Partial<Refusal> & { name?: string };
  if (one?.name !== 'AppError' || typeof one.code !== 'string') return null;
  noteRefusal(one as Refusal);
  return one as Refusal;
}

const minutesOf = (data: Refusal['data']): number =>
  Math.max(1, Math.ceil(Number(data['retryAfter_s'] ?? 60) / 60));

/** Words for a refusal on pages about accounts; null for what is not a refusal a person can mend. */
export function wordsFor(refusal: Refusal, credential = m.accounts_error_code()): string | null {
  switch (refusal.code) {
    case 'invalid-input':
      return m.accounts_error_email();
    case 'credential-invalid':
      return credential;
    case 'too-many-requests':
      return m.accounts_error_wait({ minutes: minutesOf(refusal.data) });
    case 'already-exists':
      return m.accounts_error_exists();
    case 'identity-refused':
      return refusal.data['reason'] === 'not-linked'
        ? m.accounts_error_not_linked()
        : m.errors_code_identity_refused();
    case 'identity-taken':
      return refusal.data['what'] === 'address'
        ? m.accounts_error_address_taken()
        : m.errors_code_identity_taken();
    case 'last-way-in':
      return m.errors_code_last_way_in();
    case 'link-expired':
      return m.accounts_error_way_over();
    case 'not-found':
    case 'already-done':
    case 'changed-meanwhile':
      return m.accounts_error_gone();
    case 'forbidden':
      return refusal.data['reason'] === 'disabled'
        ? m.accounts_error_shut()
        : m.accounts_error_forbidden();
    default:
      return null;
  }
}

/** Leads to sign-in or to the second factor where that is what is missing; otherwise throws on. */
export function leadOn(thrown: unknown): never {
  const refusal = refusalOf(thrown);
  if (refusal?.code === 'sign-in-required' || refusal?.code === 'second-factor-required')
    leadToProof(refusal.code);
  if (refusal?.code === 'step-up-required') redirect(303, localizePath(STEP_UP_PATH));
  if (refusal && refusal.status < 500) error(refusal.status, refusal.code);
  throw thrown;
}

/** A refused form: keeps what was typed and says beside which field the words belong. */
export function refused<Typed extends Record<string, string>>(
  thrown: unknown,
  field: string,
  typed: Typed,
  words?: string,
): ActionFailure<{ field: string; problem: string; typed: Typed }> {
  const refusal = refusalOf(thrown);
  const problem = refusal && (words ?? wordsFor(refusal));
  if (!refusal || !problem) leadOn(thrown);
  return fail(refusal.status, { field, problem, typed });
}

export const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value.slice(0, 500) : '';
};
