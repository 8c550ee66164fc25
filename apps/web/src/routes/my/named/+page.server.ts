import { localizePath, m } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The messages that are about whoever is signed in, and the explanation to the clinic. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const found = await locals.services.namedStaff.listOwn(locals.actor, {}).catch(leadFrom(url));
  return { ...found, done: url.searchParams.has('done'), now: locals.services.now() };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const form = await request.formData();
    const number = String(form.get('number') ?? '');
    const text = String(form.get('text') ?? '').slice(0, 20_000);
    try {
      await locals.services.namedStaff.explain(locals.actor, { number, text });
    } catch (thrown) {
      const control = { label: m.confidence_own_text(), field: `text-${number}` };
      return refusedForm(thrown, { number, text }, { text: control });
    }
    redirect(303, localizePath('/my/named?done', locals.locale));
  },
};
