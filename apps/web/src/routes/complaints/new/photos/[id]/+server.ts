import { draftToken, filer } from '#lib/server/complaint-cookies.ts';
import { answerPhoto } from '#lib/server/photo-answer.ts';
import type { RequestHandler } from './$types';

/** A photo of a form not sent yet, for the browser that holds its token. */
export const GET: RequestHandler = ({ cookies, locals, params, url }) =>
  answerPhoto(locals, filer(locals.actor), {
    id: params.id,
    size: url.searchParams.get('size'),
    draft: draftToken(cookies),
  });
