import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { filer, keepFollow } from '#lib/server/complaint-cookies.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions } from './$types';

// The page itself spends nothing: scanners of mail open links, people press buttons.
export const actions: Actions = {
  default: async (event) => {
    const { params, locals } = event;
    let confirmed;
    try {
      confirmed = await locals.services.complaints.confirmComplaint(filer(locals.actor), {
        token: params.token,
      });
    } catch (thrown) {
      const is_dead =
        isAppError(thrown) && ['link-expired', 'not-found', 'invalid-input'].includes(thrown.code);
      if (is_dead) return fail(410, { is_dead: true, problems: [] });
      const refusal = refusedForm(thrown, {});
      return fail(refusal.status, { is_dead: false, problems: refusal.data.problems });
    }
    // Who holds the link holds the author's address.
    if (locals.actor.kind !== 'person')
      keepFollow(event, locals.services.follow.sign(confirmed.id));
    redirect(303, localizePath(`/complaints/${confirmed.number}?done=confirmed`, locals.locale));
  },
};
