import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { fieldLabel } from '#lib/deeds/words.ts';
import { appealAbout, leadOf, preparedAppeal } from '#lib/server/appeal-text.ts';
import { soundsUnsafe, unsafe } from '#lib/server/danger-words.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/**
 * What the platform does not take as a message: a text to be handed over with no claim to have filed it, and,
 * where the region takes appeals here, a form that files it.
 */
export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { appeals, emergency } = await services.complaints.getLanes(actor, {});
  event.setHeaders({ 'cache-control': 'no-store' });
  const { story, clinic, topic } = await appealAbout(event);
  return {
    search: event.url.search,
    text: await preparedAppeal(event),
    appeals,
    emergency,
    /** Filed here the surname and the address have boxes of their own. */
    own_text: [...leadOf({ clinic, topic }), story].filter(Boolean).join('\n\n'),
    clinic: clinic ? { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn } : null,
    topic: topic?.code ?? '',
    is_person: actor.kind === 'person',
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name);
    const typed = { text: text('text'), surname: text('surname'), address: text('address') };
    if (is_cut) return tooLong(typed);
    const controls = Object.fromEntries(
      Object.keys(typed).map((name) => [name, { label: fieldLabel(name) }]),
    );
    const topic = text('topic');
    let filed;
    try {
      if (await soundsUnsafe(locals, form, typed.text)) return unsafe(typed);
      filed = await locals.services.complaints.fileLoneAppeal(
        locals.actor,
        { clinic: text('clinic'), ...(topic ? { topic } : {}), ...typed },
        keyIn(form),
      );
    } catch (thrown) {
      return refusedForm(thrown, typed, controls);
    }
    redirect(303, localizePath(`/appeals/${filed.number}?done`, locals.locale));
  },
};
