import { isAppError } from '@otklik/kernel';
import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** A part of the page that the one role has and the other has not. */
const orNull = async <T>(answer: Promise<T>): Promise<T | null> =>
  answer.catch((thrown: unknown) => {
    if (isAppError(thrown) && thrown.code === 'forbidden') return null;
    throw thrown;
  });

/** Comments that wait for a moderator, and replies with something to do about them. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const cursor = url.searchParams.get('cursor')?.slice(0, 40) || undefined;
  const to_check = await orNull(services.surveyComments.listWaiting(actor, { cursor })).catch(
    leadFrom(url),
  );
  const replies = await services.surveyComments.listReplies(actor, {}).catch(leadFrom(url));
  const mending = await orNull(services.surveyComments.listMending(actor, {})).catch(leadFrom(url));
  return {
    to_check,
    mending,
    replies,
    done: url.searchParams.get('done'),
    is_first: cursor === undefined,
    now: services.now(),
  };
};
