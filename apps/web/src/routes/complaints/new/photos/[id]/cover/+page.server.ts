import { localizePath, m } from '@otklik/i18n';
import { error, fail, redirect } from '@sveltejs/kit';
import { filer } from '#lib/server/complaint-cookies.ts';
import { draftInProgress } from '#lib/server/complaint-draft.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { areasIn, mannerIn } from '#lib/server/photo-cover.ts';
import type { Actions, PageServerLoad } from './$types';

/** Covering what nobody needs to see, by the author and before anything is sent. */
export const load: PageServerLoad = async (event) => {
  const { photos } = await draftInProgress(event);
  const photo = photos.find((one) => one.id === event.params.id);
  if (!photo) error(404, 'not-found');
  return { photo };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, params } = event;
    const { token } = await draftInProgress(event);
    const form = await request.formData();
    const areas = areasIn(form);
    if (areas.length === 0)
      return fail(422, { problems: [{ field: 'square', text: m.common_cover_none() }], typed: {} });
    try {
      const asked = { token, photoId: params.id, areas, manner: mannerIn(form) };
      await locals.services.complaints.coverDraftPhoto(filer(locals.actor), asked);
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath('/complaints/new/photos', locals.locale));
  },
};
