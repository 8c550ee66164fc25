import { leadFrom } from '#lib/server/desk.ts';
import { figuresAsked } from '#lib/server/watch.ts';
import type { PageServerLoad } from './$types';

/** What moderators decided in a month, and whether they agree. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const figures = await services.moderationWatch
    .getFigures(actor, figuresAsked(url))
    .catch(leadFrom(url));
  const forecast = await services.moderationWatch.getForecast(actor, {}).catch(leadFrom(url));
  const grants = actor.kind === 'person' ? actor.grants : [];
  const has = (...roles: string[]) => grants.some(({ role }) => roles.includes(role));
  return {
    figures,
    forecast,
    query: url.searchParams.toString(),
    may: {
      judge: has('moderator'),
      settle: has('controller'),
      rule: has('administrator', 'coordinator'),
    },
    now: services.now(),
  };
};
