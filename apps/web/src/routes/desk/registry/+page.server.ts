import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** Only administrators come in; what they reach is told by the lists themselves. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { registry } = locals.services;
  await registry.listRecords(locals.actor, { kind: 'region', limit: 1 }).catch(leadFrom(url));
  const is_region_wide =
    locals.actor.kind === 'person' &&
    locals.actor.grants.some(
      (grant) => grant.role === 'administrator' && grant.reach.kind === 'region',
    );
  return { is_region_wide };
};
