import { orErrorPage } from '#lib/server/registry.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { ticket } = params;
  const found = await orErrorPage(
    locals.services.subscriptions.lookAtLink(locals.actor, { ticket }),
  );
  return {
    subscription:
      found?.state === 'active'
        ? { title: found.title[locals.locale], frequency: found.frequency }
        : null,
  };
};

// By a button and without signing in: whoever opens the link alone, a scanner of mail too, stops nothing.
export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const all = (await request.formData()).get('which') === 'all';
    try {
      await locals.services.subscriptions.stopByLink(locals.actor, { ticket: params.ticket, all });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    return { problems: [], typed: {} };
  },
};
