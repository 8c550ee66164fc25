import { isAppError } from '@otklik/kernel';
import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Living systemic cases within reach, and for those who open them what looks like one cause. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const found = await services.systemic.listDesk(actor, {}).catch(leadFrom(url));
  const candidates = await services.systemic.listCandidates(actor, {}).catch((thrown: unknown) => {
    if (isAppError(thrown) && thrown.code === 'forbidden') return null;
    throw thrown;
  });
  return { ...found, candidates, now: services.now() };
};

export const actions: Actions = {
  open: async ({ request, locals, url }) => {
    const { form, is_cut } = await formOrWords(request);
    const text = (name: string): string => textIn(form, name).trim();
    const typed = {
      clinic: text('clinic'),
      cause: text('cause'),
      titleRu: text('titleRu'),
      titleEn: text('titleEn'),
      whyRu: text('whyRu'),
    };
    if (is_cut) return tooLong(typed);
    let number;
    try {
      ({ number } = await locals.services.systemic.openSystemic(
        locals.actor,
        {
          clinic: typed.clinic,
          cause: typed.cause,
          titleRu: typed.titleRu,
          ...(typed.titleEn ? { titleEn: typed.titleEn } : {}),
          whyRu: typed.whyRu,
          cases: form.getAll('cases').map(String).slice(0, 60),
        },
        keyIn(form),
      ));
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, {
        cases: { label: m.systemic_desk_choose(), kind: 'choice' },
        titleRu: { label: m.systemic_desk_title_ru() },
        titleEn: { label: m.systemic_desk_title_en() },
        whyRu: { label: m.systemic_desk_why() },
      });
    }
    redirect(303, localizePath(`/desk/systemic/${number}?done=opened`, locals.locale));
  },
};
