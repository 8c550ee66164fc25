import { m } from '@otklik/i18n';
import { leadFrom } from '#lib/server/desk.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { attempt } from '#lib/server/survey-forms.ts';
import { formPath } from '#lib/surveys/forms/paths.ts';
import type { Actions, PageServerLoad } from './$types';

type Kind = 'visit' | 'access' | 'open';
const FILE_MAX_bytes = 262_144;

/** The questionnaires of the region: begun, published, asked; one may be begun or brought as a file. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const { forms } = await services.surveyForms.listForms(actor, {}).catch(leadFrom(url));
  return { forms, now: services.now() };
};

export const actions: Actions = {
  create: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    return attempt(
      { url },
      typed,
      async () => {
        const made = await locals.services.surveyForms.createForm(locals.actor, {
          name: typed['name'] ?? '',
          title: typed['title'] ?? '',
          kind: typed['kind'] as Kind,
          sector: typed['sector'] ?? '',
        });
        return formPath(made.form, made.version);
      },
      {
        title: { label: m.survey_forms_field_title() },
        name: { label: m.survey_forms_field_name() },
        kind: { label: m.survey_forms_field_kind(), kind: 'choice' },
        sector: { label: m.survey_forms_field_sector() },
      },
    );
  },
  import: async ({ request, locals, url }) => {
    const form = await request.formData();
    const file = form.get('file');
    const typed = typedOf(form);
    return attempt(
      { url },
      typed,
      async () => {
        const resource =
          file instanceof File && file.size <= FILE_MAX_bytes ? await file.text() : '{}';
        const made = await locals.services.surveyForms.importForm(locals.actor, {
          resource,
          kind: typed['kind'] as Kind,
          sector: typed['sector'] ?? '',
        });
        return formPath(made.form, made.version, `/publish?imported=${made.notices.join(',')}`);
      },
      { resource: { label: m.survey_forms_field_file(), field: 'file' } },
    );
  },
  begin: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    return attempt({ url }, typed, async () => {
      const made = await locals.services.surveyForms.beginVersion(locals.actor, {
        form: typed['form'] ?? '',
      });
      return formPath(made.form, made.version);
    });
  },
};
