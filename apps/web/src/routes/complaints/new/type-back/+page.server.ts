import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { keepFollow, keepSent, sentOf } from '#lib/server/complaint-cookies.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** The code is asked back on a page that does not show it. */
export const load: PageServerLoad = ({ cookies, locals }) => {
  const sent = sentOf(cookies);
  if (!sent?.by_receipt) redirect(303, localizePath('/follow', locals.locale));
  if (!sent.is_draft) redirect(303, localizePath('/complaints/new/sent', locals.locale));
  return { number: sent.number };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, cookies } = event;
    const receipt = String((await request.formData()).get('receipt') ?? '').slice(0, 300);
    const typed = { receipt };
    const wrong = { problems: [{ field: 'receipt', text: m.filing_back_wrong() }], typed };
    const sent = sentOf(cookies);
    let found;
    try {
      found = await locals.services.complaints.confirmReceipt(locals.actor, {
        receipt: receipt || '-',
      });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'not-found') return fail(404, wrong);
      return refusedForm(thrown, typed, { receipt: { label: m.complaints_follow_label() } });
    }
    keepFollow(event, locals.services.follow.sign(found.caseId));
    if (sent?.number !== found.number)
      redirect(303, localizePath(`${found.path}?done=confirmed`, locals.locale));
    keepSent(event, { ...sent, is_draft: false });
    redirect(303, localizePath('/complaints/new/sent', locals.locale));
  },
};
