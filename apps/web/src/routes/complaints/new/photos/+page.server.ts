import { m } from '@otklik/i18n';
import { AppError } from '@otklik/kernel';
import { fail, isHttpError, redirect } from '@sveltejs/kit';
import { localizePath } from '@otklik/i18n';
import { breachSentence } from '#lib/complaints/words.ts';
import { filer } from '#lib/server/complaint-cookies.ts';
import { draftInProgress } from '#lib/server/complaint-draft.ts';
import { keyIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import { factsFor } from '#lib/complaints/facts.ts';
import type { Actions, PageServerLoad } from './$types';

const PHOTO_MAX_bytes = 15_000_000;

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const { content, photos } = await draftInProgress(event);
  const actor = filer(locals.actor);
  const { clinic, topic } = content;
  const bare = await orErrorPage(
    locals.services.complaints.checkComplaint(actor, { clinic, topic }),
  );
  const facts = factsFor(content.facts, bare.topic?.fields ?? []);
  const judged = await orErrorPage(
    locals.services.complaints.checkComplaint(actor, { clinic, topic, facts }),
  );
  return {
    photos,
    breach: {
      sentence: breachSentence(judged.breach, 'writing'),
      broken: judged.breach?.broken === true,
    },
    from_check: url.searchParams.has('check'),
  };
};

export const actions: Actions = {
  add: async (event) => {
    const { request, locals, url } = event;
    const { token } = await draftInProgress(event);
    const form = await request.formData().catch((thrown: unknown) => {
      if (isHttpError(thrown, 413)) return null;
      throw thrown;
    });
    if (form === null)
      return fail(413, {
        problems: [{ field: 'photo', text: m.errors_code_photo_too_large() }],
        typed: {},
      });
    const file = form.get('photo');
    if (!(file instanceof File) || file.size === 0)
      return fail(422, {
        problems: [{ field: 'photo', text: m.complaints_photos_choose() }],
        typed: {},
      });
    try {
      if (file.size > PHOTO_MAX_bytes) throw new AppError('photo-too-large');
      const photo = new Uint8Array(await file.arrayBuffer());
      await locals.services.complaints.addDraftPhoto(
        filer(locals.actor),
        { token, photo },
        keyIn(form),
      );
    } catch (thrown) {
      const refusal = refusedForm(thrown, {});
      const problems = refusal.data.problems.map(({ text }) => ({ field: 'photo', text }));
      return fail(refusal.status, { problems, typed: {} });
    }
    redirect(303, localizePath('/complaints/new/photos', locals.locale) + from(url));
  },
  remove: async (event) => {
    const { request, locals, url } = event;
    const { token } = await draftInProgress(event);
    const photoId = String((await request.formData()).get('photo') ?? '');
    try {
      await locals.services.complaints.removeDraftPhoto(filer(locals.actor), { token, photoId });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath('/complaints/new/photos', locals.locale) + from(url));
  },
};

const from = (url: URL): string => (url.searchParams.has('check') ? '?check' : '');
