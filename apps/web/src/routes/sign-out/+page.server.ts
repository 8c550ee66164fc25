import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { putCookies } from '#lib/server/session-cookies.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (locals.actor.kind !== 'person') redirect(303, localizePath('/', locals.locale));
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, setHeaders }) => {
    const cookie = request.headers.get('cookie');
    putCookies(cookies, await locals.services.accounts.signOut(locals.actor, { cookie }));
    setHeaders({ 'clear-site-data': '"cache", "storage"' });
    redirect(303, localizePath('/', locals.locale));
  },
};
