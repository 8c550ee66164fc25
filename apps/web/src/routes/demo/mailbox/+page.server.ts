import { keptLetters } from '#lib/server/kept-letters.ts';
import type { PageServerLoad } from './$types';

const SHOWN = 200;

export const load: PageServerLoad = async ({ locals }) => {
  const letters = await keptLetters(locals.services).list();
  return {
    total: letters.length,
    letters: letters
      .slice(0, SHOWN)
      .map(({ id, to, subject, keptAt }) => ({ id, to, subject, keptAt })),
    now: locals.services.now(),
  };
};
