import { error } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** One case as it stands, for paper: what the reader may see of it, and nothing about who wrote it. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const complaint = await locals.services.complaints
    .getComplaint(locals.actor, { number: params.number })
    .catch(leadFrom(url));
  const { audience } = complaint.case;
  if (audience !== 'staff' && audience !== 'clinic') error(404, 'not-found');
  return { complaint };
};
