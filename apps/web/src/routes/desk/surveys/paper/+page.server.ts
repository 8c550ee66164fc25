import { m } from '@otklik/i18n';
import { leadFrom } from '#lib/server/desk.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { attempt } from '#lib/server/survey-forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** Batches of printed forms at the places that the reader reaches. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return locals.services.surveyModes.listPaper(locals.actor, {}).catch(leadFrom(url));
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    return attempt(
      { url },
      typed,
      async () => {
        const { place = '', printed = '' } = typed;
        const made = await locals.services.surveyModes.makePaperBatch(locals.actor, {
          place,
          printed,
        });
        return `/desk/surveys/paper/${made.id}`;
      },
      {
        place: { label: m.survey_modes_place(), kind: 'choice' },
        printed: { label: m.survey_modes_paper_printed(), kind: 'number' },
      },
    );
  },
};
