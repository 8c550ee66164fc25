import { isAppError } from '@otklik/kernel';
import { error, json } from '@sveltejs/kit';
import { surveyVisitor } from '#lib/server/survey.ts';
import type { RequestHandler } from './$types';

/** The signed day with every receipt's hash, for whoever checks by themselves. */
export const GET: RequestHandler = async ({ locals, params, request }) => {
  const actor = surveyVisitor(locals.actor.region, request);
  try {
    return json(await locals.services.surveyAnswers.listAnswerLeaves(actor, { day: params.day }));
  } catch (thrown) {
    if (isAppError(thrown) && ['not-found', 'invalid-input'].includes(thrown.code))
      error(404, 'not-found');
    throw thrown;
  }
};
