import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { bodyFrom } from '#lib/server/lanes-form.ts';
import { refusedRecord, typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { cases, now } = locals.services;
  const code = url.searchParams.get('code');
  const bodies = await cases.listBodies(locals.actor, {}).catch(leadFrom(url));
  const body = code ? bodies.find((one) => one.code === code) : null;
  if (body === undefined) error(404, 'not-found');
  return { body, now: now() };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    try {
      await locals.services.cases.saveBody(locals.actor, bodyFrom(typed) as never);
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    redirect(303, `${localizePath('/desk/lanes', locals.locale)}?done=saved#bodies`);
  },
};
