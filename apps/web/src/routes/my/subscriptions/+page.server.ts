import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

const DONE = ['subscribed', 'changed', 'stopped'] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
  const mine = await locals.services.subscriptions.listMine(locals.actor, {}).catch(leadFrom(url));
  return {
    ...mine,
    now: locals.services.now(),
    done: DONE.find((one) => one === url.searchParams.get('done')) ?? null,
  };
};

const back = (done: (typeof DONE)[number], locale: App.Locals['locale']): never =>
  redirect(303, localizePath(`/my/subscriptions?done=${done}`, locale));

export const actions: Actions = {
  change: async ({ request, locals }) => {
    const form = await request.formData();
    try {
      await locals.services.subscriptions.changeSubscription(locals.actor, {
        id: String(form.get('id') ?? ''),
        frequency: String(form.get('frequency') ?? '') as 'daily',
      });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    return back('changed', locals.locale);
  },
  stop: async ({ request, locals }) => {
    const id = String((await request.formData()).get('id') ?? '');
    try {
      await locals.services.subscriptions.stopSubscription(locals.actor, { id });
    } catch (thrown) {
      return refusedForm(thrown, {});
    }
    return back('stopped', locals.locale);
  },
};
