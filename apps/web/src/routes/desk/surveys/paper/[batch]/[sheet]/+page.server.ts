import { leadFrom } from '#lib/server/desk.ts';
import { sentAt } from '#lib/server/point-form.ts';
import { attempt } from '#lib/server/survey-forms.ts';
import type { Actions, PageServerLoad } from './$types';

/** A sheet to be typed from paper: by one clerk, then, blind to the first, by another. */
export const load: PageServerLoad = async ({ locals, url, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor, locale } = locals;
  const { batch, sheet } = params;
  const found = await services.surveyModes
    .getSheet(actor, { batch, sheet, locale })
    .catch(leadFrom(url));
  return { batch, sheet, ...found };
};

export const actions: Actions = {
  default: async ({ request, locals, url, params }) => {
    const sent = await request.formData();
    const { fields } = sentAt(sent);
    const { batch, sheet } = params;
    return attempt({ url }, {}, async () => {
      const isVoid = sent.get('~void') === 'yes';
      await locals.services.surveyModes.enterSheet(locals.actor, {
        batch,
        sheet,
        fields: isVoid ? [] : fields,
        isVoid,
      });
      return `/desk/surveys/paper/${batch}`;
    });
  },
};
