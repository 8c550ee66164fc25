import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { lanesFrom } from '#lib/server/lanes-form.ts';
import { refusedRecord, typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { complaints, cases, now } = locals.services;
  const lanes = await complaints.listLanes(locals.actor, {}).catch(leadFrom(url));
  return {
    ...lanes,
    bodies: await cases.listBodies(locals.actor, {}).catch(leadFrom(url)),
    now: now(),
    done: url.searchParams.get('done'),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.complaints.saveLanes(locals.actor, lanesFrom(typed) as never);
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    redirect(303, `${localizePath('/desk/lanes', locals.locale)}?done=saved`);
  },
};
