import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The gallery exists in demo mode only. */
export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.services.demo !== true) error(404, 'not found');
  return { is_focused: url.searchParams.has('focus') };
};
