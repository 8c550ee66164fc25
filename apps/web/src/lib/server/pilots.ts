import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { refusalOf } from './account-errors.ts';
import { leadFrom } from './desk.ts';
import { refusedForm, type Control, type Refused } from './form-errors.ts';

type Typed = Record<string, string>;

const SAID: Readonly<Record<string, () => string>> = {
  'sector-outside': m.pilots_problem_sector_outside,
  place: m.pilots_problem_unknown_place,
  'place-here': m.pilots_problem_place_here,
  pilot: m.pilots_problem_code_taken,
  past: m.pilots_problem_past,
  'end-before-start': m.pilots_problem_end_before_start,
  'pilot-begun': m.pilots_problem_begun,
  'last-place': m.pilots_problem_last_place,
  'pilot-closing': m.pilots_problem_closing,
  'closing-not-asked': m.pilots_problem_closing,
  'own-work': m.pilots_problem_own_work,
};

/** What refused a deed about a pilot, in words of its own; null where common words do. */
function ownProblem(thrown: unknown): string | null {
  if (!isAppError(thrown)) return null;
  const { reason, what, other, issues } = thrown.data;
  if (what === 'place-in-pilot') return m.pilots_problem_place_in_pilot({ other: String(other) });
  if (Array.isArray(issues)) return null;
  return SAID[String(reason ?? what ?? '')]?.() ?? null;
}

/** Runs what was asked of a pilot; a refusal stands on the page again with what was typed. */
export async function attempt(
  { url }: Pick<RequestEvent, 'url'>,
  typed: Typed,
  work: () => Promise<string>,
  controls: Readonly<Record<string, Control>> = {},
): Promise<ActionFailure<Refused<Typed>>> {
  let next: string;
  try {
    next = await work();
  } catch (thrown) {
    if (refusalOf(thrown)?.code === 'sign-in-required') return leadFrom(url)(thrown);
    const refused = refusedForm(thrown, typed, controls);
    const own = ownProblem(thrown);
    if (own) Object.assign(refused.data, { problems: [{ text: own }] });
    return refused;
  }
  redirect(303, localizePath(next));
}
