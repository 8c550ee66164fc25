import { orErrorPage } from '#lib/server/registry.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { ticket } }) => ({
  alert: await orErrorPage(locals.services.waitAlerts.lookAtLink(locals.actor, { ticket })),
});

// By a button and without signing in: whoever opens the link alone, a scanner of mail too, stops nothing.
export const actions: Actions = {
  default: async ({ locals, params: { ticket } }) => {
    try {
      await locals.services.waitAlerts.stopByLink(locals.actor, { ticket });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    return { problems: [], typed: {} };
  },
};
