import { leadFrom } from '#lib/server/desk.ts';
import type { LayoutServerLoad } from './$types';

/** Only those who work here come in; every page of the desk shows how much waits. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
  const { actor, services } = locals;
  const queues = await services.cases.countQueues(actor, {}).catch(leadFrom(url));
  const administers =
    actor.kind === 'person' ? actor.grants.filter(({ role }) => role === 'administrator') : [];
  const is_administrator = administers.length > 0;
  const watches = administers.some(({ reach }) => reach.kind === 'region');
  return { queues, is_administrator, watches, now: services.now() };
};
