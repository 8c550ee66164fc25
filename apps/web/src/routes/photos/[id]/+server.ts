import { answerPhoto } from '#lib/server/photo-answer.ts';
import type { RequestHandler } from './$types';

/** A photo of a case, for whoever may see it. */
export const GET: RequestHandler = ({ locals, params, url }) =>
  answerPhoto(locals, locals.actor, { id: params.id, size: url.searchParams.get('size') });
