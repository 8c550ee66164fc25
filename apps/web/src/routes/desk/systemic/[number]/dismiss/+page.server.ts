import { localizePath } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { error, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions, PageServerLoad } from './$types';

/** Asks a second time before a systemic case is dismissed: nobody reads it afterwards. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  await services.systemic.listDesk(actor, { limit: 1 }).catch(leadFrom(url));
  const { systemic, desk } = await services.systemic
    .getSystemic(actor, { number: params.number })
    .catch(leadFrom(url));
  const directs = desk?.roles.some((role) => role === 'coordinator' || role === 'controller');
  const is_open = systemic.state === 'open' || systemic.state === 'proposed';
  if (!desk || !directs || !is_open || systemic.plan) error(404, 'not-found');
  return { systemic, version: desk.version };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const form = await request.formData();
    const version = Number(textIn(form, 'version'));
    try {
      await locals.services.systemic.dismissSystemic(
        locals.actor,
        { number: params.number, version, agreed: textIn(form, 'agreed') as 'dismiss' },
        keyIn(form),
      );
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, {});
    }
    redirect(303, localizePath('/desk/systemic', locals.locale));
  },
};
