import { error } from '@sveltejs/kit';
import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

/** One systemic case, as everybody reads it. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { services, actor } = locals;
  if (!/^[\d-]{5,20}$/.test(params.number)) error(404, 'not-found');
  // As a visitor reads it, whoever asks: what waits stands at the desk alone.
  const visitor = { kind: 'visitor', region: actor.region, origin: 'page' } as const;
  const { systemic } = await orErrorPage(
    services.systemic.getSystemic(visitor, { number: params.number }),
  );
  return { systemic, now: services.now() };
};
