import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail, redirect } from '@sveltejs/kit';
import { keepTablet, tabletOf } from '#lib/server/point-cookies.ts';
import { noteRefusal } from '#lib/server/told-refusal.ts';
import { nameOf } from '#lib/clinics/names.ts';
import type { Actions, PageServerLoad } from './$types';

/** The first page of a tablet: what it is for, or, on a device that is not one, where to type its code. */
export const load: PageServerLoad = async ({ locals, cookies }) => {
  const device = tabletOf(cookies);
  if (!device) return { place: null, isOver: false };
  const { services, actor, locale } = locals;
  const shown = await services.surveyModes
    .lookAtTablet(actor, { device, locale })
    .catch((refusal: unknown) => {
      if (!isAppError(refusal) || refusal.status >= 500) throw refusal;
      return null;
    });
  return { place: shown && nameOf(shown.place), isOver: shown === null };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies }) => {
    const typed = (await request.formData()).get('code');
    const code = typeof typed === 'string' && typed.trim() ? typed.trim().slice(0, 30) : '-';
    try {
      const { device } = await locals.services.surveyModes.enrolTablet(locals.actor, { code });
      keepTablet(cookies, device);
    } catch (refusal) {
      if (!isAppError(refusal) || refusal.status >= 500) throw refusal;
      noteRefusal(refusal);
      const text =
        refusal.code === 'too-many-requests'
          ? m.survey_modes_often()
          : m.survey_modes_enrol_wrong();
      return fail(refusal.status, { problems: [{ field: 'code', text }] });
    }
    redirect(303, localizePath('/hall'));
  },
};
