import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { fieldLabel } from '#lib/deeds/words.ts';
import { loadCase } from '#lib/server/case-page.ts';
import { soundsUnsafe, unsafe } from '#lib/server/danger-words.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The text of an appeal, ready to be handed to the state portal; filed here only where a region opened that. */
export const load: PageServerLoad = async (event) => {
  const found = await loadCase(event);
  if (found.case.audience !== 'author') error(404, 'not-found');
  const { services, actor } = event.locals;
  const { appeals, emergency } = await services.complaints.getLanes(actor, {});
  return {
    number: found.case.number,
    clinic: { nameRu: found.clinic.nameRu, nameEn: found.clinic.nameEn },
    subject: found.topic.ru,
    story: found.original ?? '',
    has_appeal: found.appeal !== null,
    appeals,
    emergency,
    may_file: appeals.open && actor.kind === 'person',
  };
};

export const actions: Actions = {
  default: async ({ request, params, locals }) => {
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name);
    const typed = { text: text('text'), surname: text('surname'), address: text('address') };
    if (is_cut) return tooLong(typed);
    const controls = Object.fromEntries(
      Object.keys(typed).map((name) => [name, { label: fieldLabel(name) }]),
    );
    try {
      if (await soundsUnsafe(locals, form, typed.text)) return unsafe(typed);
      await locals.services.complaints.fileAppeal(
        locals.actor,
        { number: params.number, ...typed },
        keyIn(form),
      );
    } catch (thrown) {
      return refusedForm(thrown, typed, controls);
    }
    redirect(303, localizePath(`/complaints/${params.number}?done=appeal`, locals.locale));
  },
};
