import { localizePath, m } from '@otklik/i18n';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { controlsOf } from '#lib/complaints/facts.ts';
import { keyIn } from '#lib/server/form-body.ts';
import { problemsOfIssues, refusedForm, tooLong, type Controls } from '#lib/server/form-errors.ts';
import {
  factsIn,
  loadMended,
  markOf,
  numberOf,
  photoIn,
  readMended,
  wordsFrom,
} from '#lib/server/mend.ts';
import type { Actions, PageServerLoad } from './$types';

/** A message that was sent back is mended here: words, topic, photos, and the page as it will stand. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { preview: _, ...mended } = await loadMended(event);
  const { services, actor } = event.locals;
  const topics = await services.complaints.listTopics(actor, {});
  return {
    ...mended,
    topics: topics
      .filter(({ open, code }) => open || code === mended.topic.code)
      .map(({ code, ru, en }) => ({ code, ru, en })),
    emergency: (await services.complaints.getLanes(actor, {})).emergency,
    now: services.now(),
  };
};

/** A step with the photos: at once, and what is typed stays in the form. */
const onPhotos =
  (work: (event: RequestEvent, form: FormData, number: string) => Promise<'done' | 'no-photo'>) =>
  async (event: RequestEvent) => {
    const { form, is_cut, typed } = await readMended(event);
    if (is_cut)
      return fail(413, {
        problems: [{ field: 'photo', text: m.errors_code_photo_too_large() }],
        typed,
      });
    try {
      const { facts, ...shown } = await factsIn(event, { form, typed });
      const said = { ...typed, facts };
      if ((await work(event, form, numberOf(event))) === 'no-photo') {
        const problems = [{ field: 'photo', text: m.complaints_photos_choose() }];
        return fail(422, { problems, typed: said, ...shown });
      }
      return { problems: [], typed: said, ...shown };
    } catch (thrown) {
      const { status, data } = refusedForm(thrown, typed);
      const problems = data.problems.map(({ text }) => ({ field: 'photo', text }));
      return fail(status, { problems, typed });
    }
  };

export const actions: Actions = {
  add: onPhotos(async ({ locals }, form, number) => {
    const photo = await photoIn(form);
    if (!photo) return 'no-photo';
    await locals.services.complaints.addOwnPhoto(locals.actor, { number, photo });
    return 'done';
  }),
  remove: onPhotos(async ({ locals }, form, number) => {
    const photoId = String(form.get('photoId') ?? '');
    await locals.services.complaints.removeOwnPhoto(locals.actor, { number, photoId });
    return 'done';
  }),
  check: async (event) => {
    const { form, text, is_cut, typed } = await readMended(event);
    if (is_cut) return tooLong(typed);
    const { services, actor, locale } = event.locals;
    const number = numberOf(event);
    let controls: Controls = controlsOf([]);
    try {
      const { topic, objects, facts } = await factsIn(event, { form, typed });
      const said = { ...typed, facts };
      const shown = { typed: said, topic, objects };
      controls = controlsOf(topic.fields);
      // Another topic asks other questions: they are shown before anything is wrong with them.
      if (text('asked') !== topic.code) return { problems: [], ...shown, is_new_topic: true };
      const words = wordsFrom(said);
      const seen = await services.complaints.previewMended(actor, { number, ...words });
      if (seen.issues.length > 0)
        return fail(422, { problems: problemsOfIssues(seen.issues, controls), ...shown });
      const mark = markOf(seen);
      if (text('step') !== 'send' || text('mark') !== mark)
        return { problems: [], ...shown, seen: { ...seen, now: services.now() }, mark };
      const version = Number(text('version')) || undefined;
      const { private: inside, ...open } = words;
      await services.complaints.resubmitComplaint(
        actor,
        { number, version, ...open, story: said.story, ...(inside ? { private: inside } : {}) },
        keyIn(form),
      );
    } catch (thrown) {
      return refusedForm(thrown, typed, controls);
    }
    redirect(303, localizePath(`/complaints/${number}?done=deed`, locale));
  },
};
