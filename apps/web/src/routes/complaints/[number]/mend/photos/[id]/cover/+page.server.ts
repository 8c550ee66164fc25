import { m } from '@otklik/i18n';
import { error, fail, redirect } from '@sveltejs/kit';
import { refusedForm } from '#lib/server/form-errors.ts';
import { loadMended, mendPath, numberOf } from '#lib/server/mend.ts';
import { areasIn, mannerIn } from '#lib/server/photo-cover.ts';
import type { Actions, PageServerLoad } from './$types';

/** Covering what nobody needs to see, by the author of a message that was sent back. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  const { photos, number } = await loadMended(event);
  const photo = photos.find((one) => one.id === event.params.id);
  if (!photo) error(404, 'not-found');
  return { number, photo };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, params } = event;
    const form = await request.formData();
    const areas = areasIn(form);
    if (areas.length === 0)
      return fail(422, { problems: [{ field: 'square', text: m.common_cover_none() }], typed: {} });
    try {
      const asked = { number: numberOf(event), photoId: params.id, areas, manner: mannerIn(form) };
      await locals.services.complaints.coverOwnPhoto(locals.actor, asked);
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    redirect(303, mendPath(event));
  },
};
