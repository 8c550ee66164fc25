import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { lanesFrom } from '#lib/server/lanes-form.ts';
import { refusedRecord, typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { complaints, cases, namedStaff, now } = locals.services;
  const lanes = await complaints.listLanes(locals.actor, {}).catch(leadFrom(url));
  return {
    ...lanes,
    explanation: await namedStaff.listTerms(locals.actor, {}).catch(leadFrom(url)),
    bodies: await cases.listBodies(locals.actor, {}).catch(leadFrom(url)),
    now: now(),
    done: url.searchParams.get('done'),
  };
};

export const actions: Actions = {
  term: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.namedStaff.saveTerm(locals.actor, {
        days: typed['days'] ?? '',
        ...(typed['termFrom'] ? { validFrom: typed['termFrom'] } : {}),
      });
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    redirect(303, `${localizePath('/desk/lanes', locals.locale)}?done=saved#explanation`);
  },
  save: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.complaints.saveLanes(locals.actor, lanesFrom(typed) as never);
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    redirect(303, `${localizePath('/desk/lanes', locals.locale)}?done=saved`);
  },
};
