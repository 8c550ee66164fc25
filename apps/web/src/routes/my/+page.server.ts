import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

/** The person's letter box: what waits for them, and what became of what they wrote. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { actor, services } = locals;
  const cases = await services.complaints.listMyComplaints(actor, {}).catch(leadFrom(url));
  const { method, assurance } = await services.accounts.myWaysIn(actor, {});
  const named = await services.namedStaff.listOwn(actor, {});
  return {
    /** The account of somebody whom messages can name. */
    is_named: named.posts > 0,
    sign_in: { method, assurance },
    waiting: cases
      .filter((one) => one.state === 'answered')
      .sort((a, b) => (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity)),
    cases,
    appeals: await services.complaints.listMyAppeals(actor, {}),
    invitations: (await services.surveys.listMine(actor, {})).invitations,
    terms: await services.guarantees.sumOwn(actor, {}),
    supports: await services.cases.listOwnSupports(actor, {}),
    now: services.now(),
  };
};

export const actions: Actions = {
  /** Opens the form of an invitation that waits: its link is made for this one way. */
  survey: async ({ request, locals }) => {
    const { actor, services } = locals;
    const id = String((await request.formData()).get('id') ?? '');
    const { token } = await orErrorPage(services.surveys.openMine(actor, { id }));
    redirect(303, localizePath(`/survey/${token}`));
  },
};
