import { keepToken } from '#lib/server/survey.ts';
import { aboutOf, lookAt, stepOf } from '#lib/server/survey-step.ts';
import type { PageServerLoad } from './$types';

/**
 * The first page of a form, in place. Opening it changes nothing, however often and by whomever; from here on a
 * cookie holds the link, and the address does not.
 */
export const load: PageServerLoad = async ({ locals, params, url, cookies }) => {
  const item = url.searchParams.get('q');
  const code = url.searchParams.get('a');
  const isChosen = item && code && item.length <= 300 && code.length <= 100;
  const looked = await lookAt(locals, params.token, isChosen ? { item, code } : undefined);
  keepToken(cookies, params.token);
  return { about: aboutOf(looked), step: stepOf(looked), isBegun: looked.isBegun };
};
