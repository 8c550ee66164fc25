import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { refusedErasure } from '#lib/server/own-data.ts';
import { putCookies } from '#lib/server/session-cookies.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { cases } = await locals.services.complaints
    .listLooks(locals.actor, {})
    .catch(leadFrom(url));
  const is_account = locals.actor.kind === 'person';
  const { stops } = is_account
    ? await locals.services.surveys.listOwn(locals.actor, {})
    : { stops: [] };
  return { cases, is_account, stops };
};

export const actions: Actions = {
  again: async ({ request, locals }) => {
    const sender = String((await request.formData()).get('sender') ?? '').slice(0, 100);
    try {
      await locals.services.surveys.allowAgain(locals.actor, { sender });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath('/my/data', locals.locale));
  },
  erase: async ({ request, locals, cookies, setHeaders }) => {
    const agreed = (await request.formData()).get('agreed');
    try {
      await locals.services.complaints.eraseOwnAccount(locals.actor, { agreed: agreed as 'erase' });
    } catch (thrown) {
      return refusedErasure(thrown);
    }
    // The sessions are gone already; the cookie, which opens nothing any more, goes too.
    const cookie = request.headers.get('cookie');
    putCookies(cookies, await locals.services.accounts.signOut(locals.actor, { cookie }));
    setHeaders({ 'clear-site-data': '"cache", "storage"' });
    redirect(303, localizePath('/', locals.locale));
  },
};
