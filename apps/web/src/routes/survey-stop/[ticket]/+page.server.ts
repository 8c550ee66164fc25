import { orErrorPage } from '#lib/server/registry.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { ticket } = params;
  return orErrorPage(locals.services.surveys.lookAtStop(locals.actor, { ticket }));
};

// By a button and without signing in: whoever opens the link alone, a scanner of mail too, stops nothing.
export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const from = (await request.formData()).get('which') === 'sender' ? 'sender' : 'all';
    try {
      await locals.services.surveys.stopByLink(locals.actor, { ticket: params.ticket, from });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    return { problems: [], typed: {} };
  },
};
