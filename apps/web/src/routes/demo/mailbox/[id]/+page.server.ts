import { error } from '@sveltejs/kit';
import { keptLetters } from '#lib/server/kept-letters.ts';
import { linkedText } from '#lib/letter-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const letter = await keptLetters(locals.services).read(params.id);
  if (!letter) error(404, 'not-found');
  return { letter, pieces: linkedText(letter.text, url), now: locals.services.now() };
};
