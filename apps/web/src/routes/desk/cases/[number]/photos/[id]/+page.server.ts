import { localizePath, m } from '@otklik/i18n';
import { error, fail, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { areasIn, mannerIn } from '#lib/server/photo-cover.ts';
import type { Actions, PageServerLoad } from './$types';

/** Covering what a photo must not show, for those who moderate. */
export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { queues } = await parent();
  const complaint = await locals.services.complaints
    .getComplaint(locals.actor, { number: params.number })
    .catch(leadFrom(url));
  const view = complaint.case;
  const photo = view.photos.find((one) => one.id === params.id);
  const moderates = queues.some(({ queue }) => queue === 'moderation');
  if (view.audience !== 'staff' || !photo || !moderates) error(404, 'not-found');
  return {
    number: view.number,
    photo,
    is_public: view.publishedAt !== null,
    done: url.searchParams.get('done'),
  };
};

export const actions: Actions = {
  cover: async ({ request, locals, params }) => {
    const form = await request.formData();
    const areas = areasIn(form);
    if (areas.length === 0)
      return fail(422, { problems: [{ field: 'square', text: m.common_cover_none() }], typed: {} });
    const { number, id: photoId } = params;
    let id = photoId;
    try {
      const manner = mannerIn(form);
      const covered = await locals.services.cases.coverPhoto(locals.actor, {
        number,
        photoId,
        areas,
        manner,
      });
      id = covered.photoId;
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath(`/desk/cases/${number}/photos/${id}?done=cover`, locals.locale));
  },
  mark: async ({ request, locals, params }) => {
    const { number, id: photoId } = params;
    const disturbing = (await request.formData()).get('disturbing') === 'yes';
    try {
      await locals.services.cases.markPhoto(locals.actor, { number, photoId, disturbing });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath(`/desk/cases/${number}/photos/${photoId}?done=mark`, locals.locale));
  },
  uncover: async ({ locals, params }) => {
    const { number, id: photoId } = params;
    let id = photoId;
    try {
      id = (await locals.services.cases.uncoverPhoto(locals.actor, { number, photoId })).photoId;
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath(`/desk/cases/${number}/photos/${id}?done=uncover`, locals.locale));
  },
};
