import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { redirect } from '@sveltejs/kit';
import { dropFollow, dropSent, sentOf } from '#lib/server/complaint-cookies.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ cookies, locals }) => {
  const sent = sentOf(cookies);
  if (!sent) redirect(303, localizePath('/follow', locals.locale));
  // The sender is its author, by account or by the ticket that sending gave.
  const found = await locals.services.complaints
    .getComplaint(locals.actor, { number: sent.number })
    .catch((thrown: unknown) => {
      if (isAppError(thrown)) return null;
      throw thrown;
    });
  return {
    sent,
    view: found?.case ?? null,
    now: locals.services.now(),
    has_mailbox: locals.services.demo && locals.services.mailbox !== null,
  };
};

export const actions: Actions = {
  forget: (event) => {
    dropSent(event);
    dropFollow(event);
    redirect(303, localizePath('/follow?forgotten', event.locals.locale));
  },
};
