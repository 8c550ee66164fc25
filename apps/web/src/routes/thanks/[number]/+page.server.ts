import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { keyIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { services, actor } = locals;
  const found = await orErrorPage(services.thanks.getThanks(actor, { number: params.number }));
  if (found.eye === 'moderator' && found.desk.state !== 'published') error(404, 'not-found');
  if (found.eye === 'author') setHeaders({ 'cache-control': 'no-store' });
  return {
    thanks: found.thanks,
    author: found.eye === 'author' ? found.author : null,
    is_withdrawn: url.searchParams.has('withdrawn'),
    now: services.now(),
  };
};

export const actions: Actions = {
  withdraw: async ({ request, locals, params }) => {
    const { number } = params;
    try {
      await locals.services.thanks.withdrawThanks(
        locals.actor,
        { number },
        keyIn(await request.formData()),
      );
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath(`/thanks/${number}?withdrawn`, locals.locale));
  },
};
