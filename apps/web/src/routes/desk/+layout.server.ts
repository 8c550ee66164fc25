import { leadFrom } from '#lib/server/desk.ts';
import type { LayoutServerLoad } from './$types';

/** Only those who work here come in; every page of the desk shows how much waits. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
  const { actor, services } = locals;
  const queues = await services.cases.countQueues(actor, {}).catch(leadFrom(url));
  const is_administrator =
    actor.kind === 'person' && actor.grants.some((grant) => grant.role === 'administrator');
  return { queues, is_administrator, now: services.now() };
};
