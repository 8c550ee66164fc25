import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { dropFollow, dropSent, sentOf } from '#lib/server/complaint-cookies.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ cookies, locals }) => {
  const sent = sentOf(cookies);
  if (!sent) redirect(303, localizePath('/follow', locals.locale));
  return { sent, has_mailbox: locals.services.demo && locals.services.mailbox !== null };
};

export const actions: Actions = {
  forget: (event) => {
    dropSent(event);
    dropFollow(event);
    redirect(303, localizePath('/follow?forgotten', event.locals.locale));
  },
};
