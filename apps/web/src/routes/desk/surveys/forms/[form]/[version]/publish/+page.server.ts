import { m } from '@otklik/i18n';
import { leadFrom } from '#lib/server/desk.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { attempt, loadVersion } from '#lib/server/survey-forms.ts';
import { formPath } from '#lib/surveys/forms/paths.ts';
import type { Actions, PageServerLoad } from './$types';

/** What stands against publishing, what changed since the version before, and the step itself. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  event.setHeaders({ 'cache-control': 'no-store' });
  const { form, version } = params;
  const check = await locals.services.surveyForms
    .checkDraft(locals.actor, { form, version })
    .catch(leadFrom(url));
  return {
    version: await loadVersion(event, params),
    ...check,
    done: url.searchParams.has('done'),
    /** What was left out of a file that was just taken; null where none was. */
    imported: url.searchParams.get('imported')?.split(',').filter(Boolean).slice(0, 10) ?? null,
  };
};

export const actions: Actions = {
  publish: async ({ request, locals, params, url }) => {
    const typed = typedOf(await request.formData());
    const { form, version } = params;
    return attempt(
      { url },
      typed,
      async () => {
        await locals.services.surveyForms.publishVersion(locals.actor, {
          form,
          version,
          revision: typed['revision'] ?? '',
          ...(typed['from'] ? { from: typed['from'] } : {}),
        });
        return formPath(form, version, '/publish?done');
      },
      { from: { label: m.survey_forms_field_from(), kind: 'moment' } },
    );
  },
  use: async ({ request, locals, params, url }) => {
    const typed = typedOf(await request.formData());
    const { form, version } = params;
    return attempt(
      { url },
      typed,
      async () => {
        await locals.services.surveyForms.putUse(locals.actor, {
          form,
          version,
          audience: typed['audience'] as 'adult' | 'child',
          from: typed['from'] ?? '',
          ...(typed['until'] ? { until: typed['until'] } : {}),
        });
        return formPath(form, version, '/publish?done');
      },
      {
        from: { label: m.survey_forms_field_from(), kind: 'moment' },
        until: { label: m.survey_forms_field_until(), kind: 'moment' },
      },
    );
  },
  retire: async ({ request, locals, params, url }) => {
    const typed = typedOf(await request.formData());
    const { form, version } = params;
    return attempt({ url }, typed, async () => {
      await locals.services.surveyForms.retireVersion(locals.actor, { form, version });
      return formPath(form, version, '/publish?done');
    });
  },
};
