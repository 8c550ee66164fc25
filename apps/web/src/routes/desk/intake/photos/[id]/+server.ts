import { isHttpError } from '@sveltejs/kit';
import { tokensOf } from '#lib/server/intake-photos.ts';
import { answerPhoto } from '#lib/server/photo-answer.ts';
import type { RequestHandler } from './$types';

/** A photo that somebody brought to the window, for the browser that holds the token of its form. */
export const GET: RequestHandler = async ({ cookies, locals, params, url }) => {
  const asked = { id: params.id, size: url.searchParams.get('size') };
  const [newest, ...others] = tokensOf(cookies);
  for (const draft of others) {
    try {
      return await answerPhoto(locals, locals.actor, { ...asked, draft });
    } catch (thrown) {
      if (!isHttpError(thrown, 404)) throw thrown;
    }
  }
  return answerPhoto(locals, locals.actor, { ...asked, draft: newest });
};
