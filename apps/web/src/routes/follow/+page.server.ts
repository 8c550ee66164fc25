import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { dropFollow, dropSent, keepFollow } from '#lib/server/complaint-cookies.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => ({
  is_following: locals.actor.kind === 'receipt',
  is_forgotten: url.searchParams.has('forgotten'),
});

export const actions: Actions = {
  open: async (event) => {
    const { request, locals } = event;
    const receipt = String((await request.formData()).get('receipt') ?? '').slice(0, 300);
    const typed = { receipt };
    // Empty, mistyped, unknown and expired codes answer alike.
    const wrong = { problems: [{ field: 'receipt', text: m.filing_follow_wrong() }], typed };
    let found;
    try {
      found = await locals.services.complaints.followCase(locals.actor, {
        receipt: receipt || '-',
      });
      // Typed back here as well as there: then it may go to the moderator.
      if (found.awaitsReceipt)
        await locals.services.complaints.confirmReceipt(locals.actor, { receipt });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'not-found') return fail(404, wrong);
      return refusedForm(thrown, typed, { receipt: { label: m.complaints_follow_label() } });
    }
    keepFollow(event, locals.services.follow.sign(found.caseId));
    const path = found.awaitsReceipt ? `${found.path}?done=confirmed` : found.path;
    redirect(303, localizePath(path, locals.locale));
  },
  forget: (event) => {
    dropFollow(event);
    dropSent(event);
    redirect(303, localizePath('/follow?forgotten', event.locals.locale));
  },
};
