import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { typedOf } from '#lib/server/registry-desk.ts';
import { loadBatch } from '#lib/server/paper.ts';
import { attempt } from '#lib/server/survey-forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** One batch: how far its sheets are. `?sheet=` leads to the page of one. */
export const load: PageServerLoad = async ({ locals, url, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const sheet = url.searchParams.get('sheet')?.trim() ?? '';
  if (/^\d{1,3}$/.test(sheet))
    redirect(303, localizePath(`/desk/surveys/paper/${params.batch}/${Number(sheet)}`));
  return loadBatch({ locals, url }, params.batch);
};

export const actions: Actions = {
  default: async ({ request, locals, url, params }) => {
    const typed = typedOf(await request.formData());
    return attempt({ url }, typed, async () => {
      await locals.services.surveyModes.takePaper(locals.actor, { batch: params.batch });
      return `/desk/surveys/paper/${params.batch}`;
    });
  },
};
