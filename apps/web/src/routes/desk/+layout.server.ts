import { leadFrom } from '#lib/server/desk.ts';
import type { LayoutServerLoad } from './$types';

/** Only those who work here come in; every page of the desk shows how much waits. */
export const load: LayoutServerLoad = async ({ locals, url }) => {
  const { actor, services } = locals;
  const queues = await services.cases.countQueues(actor, {}).catch(leadFrom(url));
  const administers =
    actor.kind === 'person' ? actor.grants.filter(({ role }) => role === 'administrator') : [];
  const is_administrator = administers.length > 0;
  const roles = new Set<string>(
    actor.kind === 'person' ? actor.grants.map(({ role }) => role) : [],
  );
  const answers = roles.has('executor') || roles.has('head');
  const keeps = answers || roles.has('coordinator') || is_administrator;
  const coordinates =
    actor.kind === 'person' &&
    actor.grants.some(
      ({ role, reach }) =>
        role === 'coordinator' && (reach.kind === 'region' || reach.kind === 'district'),
    );
  const watches = administers.some(({ reach }) => reach.kind === 'region');
  const grants = actor.kind === 'person' ? actor.grants : [];
  const heads = grants.some(({ role }) => role === 'head');
  const controls = grants.some(
    ({ role, reach }) =>
      role === 'controller' && (reach.kind === 'region' || reach.kind === 'district'),
  );
  return {
    queues,
    is_administrator,
    answers,
    keeps,
    coordinates,
    watches,
    heads,
    controls,
    proposals: grants.some(({ role, reach }) => role === 'moderator' && reach.kind === 'region'),
    grants,
    takes: roles.has('clerk'),
    only_takes: roles.has('clerk') && roles.size === 1,
    now: services.now(),
  };
};
