import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { fieldLabel } from '#lib/deeds/words.ts';
import { loadCase } from '#lib/server/case-page.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The text of an appeal, ready to be handed to the state portal; filed here only where a region opened that. */
export const load: PageServerLoad = async (event) => {
  const found = await loadCase(event);
  if (found.case.audience !== 'author') error(404, 'not-found');
  const { services, actor } = event.locals;
  const { appeals } = await services.complaints.getLanes(actor, {});
  return {
    number: found.case.number,
    clinic: { nameRu: found.clinic.nameRu, nameEn: found.clinic.nameEn },
    subject: found.topic.ru,
    story: found.original ?? '',
    has_appeal: found.appeal !== null,
    appeals,
    may_file: appeals.open && actor.kind === 'person',
  };
};

export const actions: Actions = {
  default: async ({ request, params, locals }) => {
    const form = await request.formData();
    const text = (name: string): string => String(form.get(name) ?? '').slice(0, 20_000);
    const typed = { text: text('text'), surname: text('surname'), address: text('address') };
    const controls = Object.fromEntries(
      Object.keys(typed).map((name) => [name, { label: fieldLabel(name) }]),
    );
    try {
      await locals.services.complaints.fileAppeal(locals.actor, {
        number: params.number,
        ...typed,
      });
    } catch (thrown) {
      return refusedForm(thrown, typed, controls);
    }
    redirect(303, localizePath(`/complaints/${params.number}?done=appeal`, locals.locale));
  },
};
