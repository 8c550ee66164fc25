import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { askAgain, refusedErasure } from '#lib/server/own-data.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { cases } = await locals.services.complaints
    .listLooks(locals.actor, {})
    .catch(leadFrom(url));
  return { cases, is_account: locals.actor.kind === 'person' };
};

export const actions: Actions = {
  erase: async ({ request, locals }) => {
    const agreed = (await request.formData()).get('agreed');
    try {
      await askAgain(locals.actor, () =>
        locals.services.complaints.eraseOwnAccount(locals.actor, { agreed: agreed as 'erase' }),
      );
    } catch (thrown) {
      return refusedErasure(thrown);
    }
    await locals.services.accounts.revokeSession(locals.actor, { all: 'others' });
    redirect(303, localizePath('/sign-out', locals.locale));
  },
};
