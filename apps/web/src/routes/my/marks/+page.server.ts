import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { services, actor, locale } = locals;
  return orErrorPage(services.surveyAnswers.getDoctorMarks(actor, { locale }));
};
