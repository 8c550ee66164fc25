import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { textIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** A part of the page that the one role has and the other has not. */
const orNull = async <T>(answer: Promise<T>): Promise<T | null> =>
  answer.catch((thrown: unknown) => {
    if (isAppError(thrown) && thrown.code === 'forbidden') return null;
    throw thrown;
  });

/** Thanks that wait for a moderator, and those that the head of a clinic hands over. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const cursor = url.searchParams.get('cursor')?.slice(0, 40) || undefined;
  const to_check = await orNull(services.thanks.listWaiting(actor, { cursor })).catch(
    leadFrom(url),
  );
  const to_hand = await (
    to_check
      ? orNull(services.thanks.listToHandOver(actor, {}))
      : services.thanks.listToHandOver(actor, {})
  ).catch(leadFrom(url));
  return {
    to_check,
    to_hand,
    done: url.searchParams.get('done'),
    is_first: cursor === undefined,
    now: services.now(),
  };
};

export const actions: Actions = {
  delivered: async ({ request, locals, url }) => {
    const form = await request.formData();
    const number = textIn(form, 'number');
    try {
      await locals.services.thanks.markDelivered(locals.actor, {
        number,
        personId: textIn(form, 'person'),
      });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath('/desk/thanks?done=settled', locals.locale));
  },
};
