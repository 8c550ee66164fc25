import { error } from '@sveltejs/kit';
import { leadOn } from '#lib/server/account-errors.ts';
import { returnPath } from '#lib/return-path.ts';
import type { PageServerLoad } from './$types';

/** What somebody was about to send before they proved themselves again: one more press sends it. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const deedId = url.searchParams.get('deed') ?? '';
  const { accounts } = locals.services;
  const { path, fields } = await accounts.parkedDeed(locals.actor, { deedId }).catch(leadOn);
  const action = returnPath(path, url.origin, '');
  if (!action) error(404, 'not-found');
  return { action, fields, back: action.split('?')[0] ?? '/' };
};
