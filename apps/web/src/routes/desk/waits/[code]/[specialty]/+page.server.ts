import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** One clinic's specialty: the norm, why it is broken, doctor by doctor. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { actor, services } = locals;
  const found = await services.waitNorms
    .explainWait(actor, { clinic: params.code, specialty: params.specialty })
    .catch(leadFrom(url));
  return { ...found, now: services.now() };
};
