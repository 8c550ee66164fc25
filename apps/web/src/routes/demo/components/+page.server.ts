import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The gallery exists in demo mode only. */
export const load: PageServerLoad = ({ locals }) => {
  if (locals.services.demo !== true) error(404, 'not found');
};
