import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedRecord, typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

type Outcome = Parameters<App.Locals['services']['complaints']['settleWish']>[1]['outcome'];

export const load: PageServerLoad = async ({ locals, url }) => {
  const cursor = url.searchParams.get('cursor')?.slice(0, 40) || undefined;
  const page = await locals.services.complaints
    .listWishes(locals.actor, { cursor })
    .catch(leadFrom(url));
  return { ...page, is_first: cursor === undefined, now: locals.services.now() };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.complaints.settleWish(locals.actor, {
        id: typed['id'] ?? '',
        outcome: typed['outcome'] as Outcome,
        label: typed['label'] ?? '',
        ...(typed['answer']?.trim() ? { answer: typed['answer'] } : {}),
      });
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    redirect(303, localizePath('/desk/wanted', locals.locale));
  },
};
