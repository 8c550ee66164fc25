import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { STEP_UP_PATH } from '#lib/server/step-up.ts';
import { refusalOf } from '#lib/server/account-errors.ts';
import { leadToProof } from '#lib/server/ended-session.ts';

/**
 * For `catch` on pages that need a sign-in: leads there and remembers the page (a form with words in it
 * stays, see `ended-session.ts`); what is hidden, unknown or misspelt answers alike; everything else goes on as it is.
 */
export const leadFrom =
  (url: URL) =>
  (thrown: unknown): never => {
    const refusal = refusalOf(thrown);
    if (refusal?.code === 'sign-in-required' || refusal?.code === 'second-factor-required')
      leadToProof(refusal.code, url);
    if (refusal?.code === 'step-up-required') redirect(303, localizePath(STEP_UP_PATH));
    if (refusal?.code === 'invalid-input') error(404, 'not-found');
    if (refusal && refusal.status < 500) error(refusal.status, refusal.code);
    throw thrown;
  };

/** Which page of a queue is asked for, as the links of the list give it. */
export function placeIn(url: URL): { cursor?: string } | { before?: string } {
  const before = url.searchParams.get('before');
  const cursor = url.searchParams.get('cursor');
  if (before) return { before };
  return cursor ? { cursor } : {};
}
