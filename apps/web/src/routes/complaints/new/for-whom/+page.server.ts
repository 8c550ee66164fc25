import { localizePath } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { filer } from '#lib/server/complaint-cookies.ts';
import { draftInProgress, writeDraft } from '#lib/server/complaint-draft.ts';
import { whomControls, whomFrom, whomOf, whomTyped } from '#lib/server/for-whom-form.ts';
import { problemsOfIssues, refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { content } = await draftInProgress(event);
  return {
    typed: whomTyped(content.forWhom),
    from_check: event.url.searchParams.has('check'),
    rules: (await event.locals.services.complaints.listRepresentationRules(event.locals.actor, {}))
      .today,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, url } = event;
    const { content, ...draft } = await draftInProgress(event);
    const typed = whomFrom(await request.formData());
    const forWhom = whomOf(typed);
    // Whoever gives a date means somebody.
    if (!forWhom && typed.bornOn)
      return fail(422, {
        problems: problemsOfIssues(
          [{ path: 'forWhom.relation', code: 'required' }],
          whomControls(),
        ),
        typed,
      });
    try {
      if (forWhom) {
        const { clinic, topic } = content;
        const judged = await locals.services.complaints.checkComplaint(filer(locals.actor), {
          clinic,
          topic,
          forWhom,
        });
        const issues = judged.issues.filter(({ path }) => path.startsWith('forWhom'));
        if (issues.length)
          return fail(422, { problems: problemsOfIssues(issues, whomControls()), typed });
      }
      await writeDraft(event, { ...draft, content }, { ...content, forWhom });
    } catch (thrown) {
      return refusedForm(thrown, typed, whomControls());
    }
    const next = url.searchParams.has('check') ? 'check' : 'contact';
    redirect(303, localizePath(`/complaints/new/${next}`, locals.locale));
  },
};
