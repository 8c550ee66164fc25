import { localizePath, m } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { controlsOf } from '#lib/complaints/facts.ts';
import { filer } from '#lib/server/complaint-cookies.ts';
import { readDraft, writeDraft } from '#lib/server/complaint-draft.ts';
import { problemsOfIssues, refusedForm } from '#lib/server/form-errors.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const draft = await readDraft(event);
  const code = url.searchParams.get('clinic') ?? draft.content.clinic;
  if (!code) redirect(303, localizePath('/complaints/new', locals.locale));
  const { registry, complaints } = locals.services;
  const [clinic, topics] = await orErrorPage(
    Promise.all([
      registry.getClinic(locals.actor, { code }),
      complaints.listTopics(locals.actor, {}),
    ]),
  );
  return {
    clinic: { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn },
    topics: topics.map(({ fields: _, threshold: __, evidence: ___, ...topic }) => topic),
    topic: draft.content.topic ?? '',
    from_check: url.searchParams.has('check'),
    now: locals.services.now(),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, url } = event;
    const form = await request.formData();
    const topic = String(form.get('topic') ?? '').slice(0, 62);
    const clinic = String(form.get('clinic') ?? '').slice(0, 62);
    const draft = await readDraft(event);
    const content = { ...draft.content, clinic, ...(topic ? { topic } : {}) };
    const controls = controlsOf([]);
    const typed = { topic };
    if (!topic)
      return fail(422, {
        problems: [{ field: 'topic', text: m.complaints_topic_choose() }],
        typed,
      });
    try {
      const actor = filer(locals.actor);
      const judged = await locals.services.complaints.checkComplaint(actor, { clinic, topic });
      const closed = judged.issues.filter((issue) => issue.path === 'topic');
      if (closed.length) return fail(422, { problems: problemsOfIssues(closed, controls), typed });
      await writeDraft(event, draft, content);
    } catch (thrown) {
      return refusedForm(thrown, typed, controls);
    }
    const next = url.searchParams.has('check')
      ? '/complaints/new/details?check'
      : '/complaints/new/details';
    redirect(303, localizePath(next, locals.locale));
  },
};
