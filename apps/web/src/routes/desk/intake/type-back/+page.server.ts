import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { textIn } from '#lib/server/form-body.ts';
import { dropTaken } from '#lib/server/intake-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

/** The code is asked back on a page that does not show it. */
export const load: PageServerLoad = async ({ locals, url }) => {
  await locals.services.assisted.myIntake(locals.actor, {}).catch(leadFrom(url));
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, url } = event;
    await locals.services.assisted.myIntake(locals.actor, {}).catch(leadFrom(url));
    const receipt = textIn(await request.formData(), 'receipt').slice(0, 300);
    const typed = { receipt };
    const wrong = { problems: [{ field: 'receipt', text: m.filing_back_wrong() }], typed };
    let found;
    try {
      found = await locals.services.complaints.confirmReceipt(locals.actor, {
        receipt: receipt || '-',
      });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'not-found') return fail(404, wrong);
      return refusedForm(thrown, typed, { receipt: { label: m.assisted_follow_code() } });
    }
    dropTaken(event);
    redirect(303, localizePath(`/desk/intake?confirmed=${found.number}`, locals.locale));
  },
};
