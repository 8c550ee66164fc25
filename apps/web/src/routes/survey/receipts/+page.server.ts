import { surveyVisitor } from '#lib/server/survey.ts';
import type { PageServerLoad } from './$types';

const DAYS = 31;

export const load: PageServerLoad = async ({ locals, request }) => {
  const actor = surveyVisitor(locals.actor.region, request);
  return { days: await locals.services.surveyAnswers.listAnswerDays(actor, { limit: DAYS }) };
};
