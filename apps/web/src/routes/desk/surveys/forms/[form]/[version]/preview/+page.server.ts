import { leadFrom } from '#lib/server/desk.ts';
import { loadVersion } from '#lib/server/survey-forms.ts';
import type { PageServerLoad } from './$types';

/** A version in one of its states, as people meet it. Shows; keeps and sends nothing. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  event.setHeaders({ 'cache-control': 'no-store' });
  const state = url.searchParams.get('state') || 'empty';
  const { form, version } = params;
  const shown = await locals.services.surveyForms
    .preview(locals.actor, { form, version, state })
    .catch(leadFrom(url));
  return { version: await loadVersion(event, params), shown };
};
