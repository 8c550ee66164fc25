import { currentLocale } from '@otklik/i18n';
import type { PageServerLoad } from './$types';

/** Whether attached people who were not seen could get in, as some of them said. */
export const load: PageServerLoad = async ({ locals }) => ({
  results: await locals.services.surveyAnswers.getAccessResults(locals.actor, {
    locale: currentLocale(),
  }),
});
