import { localizePath } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { controlsOf } from '#lib/complaints/facts.ts';
import { filer } from '#lib/server/complaint-cookies.ts';
import { draftInProgress, writeDraft } from '#lib/server/complaint-draft.ts';
import { problemsOfIssues, refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { content } = await draftInProgress(event);
  const { locals, url } = event;
  if (locals.actor.kind === 'person')
    redirect(303, localizePath('/complaints/new/check', locals.locale));
  return {
    email: content.email ?? '',
    way: content.receiptOnly ? ('receipt' as const) : ('email' as const),
    from_check: url.searchParams.has('check'),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals } = event;
    const { content, ...draft } = await draftInProgress(event);
    const form = await request.formData();
    const receiptOnly = form.get('way') === 'receipt';
    // By the code alone no address is kept, not even one that was typed before.
    const email = receiptOnly ? '' : String(form.get('email') ?? '').trim();
    const controls = controlsOf([]);
    const typed = { email, way: receiptOnly ? ('receipt' as const) : ('email' as const) };
    try {
      await writeDraft(event, { ...draft, content }, { ...content, email, receiptOnly });
      const given = receiptOnly ? { receiptOnly } : email ? { email } : {};
      const judged = await locals.services.complaints.checkComplaint(filer(locals.actor), given);
      const issues = judged.issues.filter((issue) => issue.path === 'email');
      if (issues.length) return fail(422, { problems: problemsOfIssues(issues, controls), typed });
    } catch (thrown) {
      return refusedForm(thrown, typed, { 'content.email': { ...controls.email, field: 'email' } });
    }
    redirect(303, localizePath('/complaints/new/check', locals.locale));
  },
};
