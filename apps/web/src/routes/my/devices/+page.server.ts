import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadOn, refused, textOf } from '#lib/server/account-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  sessions: await locals.services.accounts.mySessions(locals.actor, {}).catch(leadOn),
  now: locals.services.now(),
  is_ended: url.searchParams.has('ended'),
});

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const sessionId = textOf(await request.formData(), 'session');
    const choice = sessionId === 'others' ? { all: 'others' as const } : { sessionId };
    try {
      await locals.services.accounts.revokeSession(locals.actor, choice);
    } catch (thrown) {
      return refused(thrown, '', {});
    }
    redirect(303, `${localizePath('/my/devices', locals.locale)}?ended`);
  },
};
