import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

const DONE = ['sent', 'lifted'] as const;

/** What became of letters, and what can be done about those that did not arrive. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const mail = await locals.services.surveys.listMail(locals.actor, {}).catch(leadFrom(url));
  return { ...mail, done: DONE.find((one) => one === url.searchParams.get('done')) ?? null };
};

const back = (done: (typeof DONE)[number], locale: App.Locals['locale']): never =>
  redirect(303, localizePath(`/desk/surveys/mail?done=${done}`, locale));

export const actions: Actions = {
  resend: async ({ request, locals }) => {
    const invitation = String((await request.formData()).get('invitation') ?? '');
    try {
      await locals.services.surveys.resend(locals.actor, { invitation });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    return back('sent', locals.locale);
  },
  lift: async ({ request, locals }) => {
    const form = await request.formData();
    try {
      await locals.services.surveys.liftSuppression(locals.actor, {
        invitation: String(form.get('invitation') ?? ''),
        reason: String(form.get('reason') ?? '') as 'owner-said',
      });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    return back('lifted', locals.locale);
  },
};
