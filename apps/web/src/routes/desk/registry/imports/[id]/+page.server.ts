import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const after = Number(url.searchParams.get('after'));
  const found = await locals.services.registry
    .getImportRun(locals.actor, {
      runId: params.id,
      ...(Number.isSafeInteger(after) && after > 0 ? { after } : {}),
    })
    .catch(leadFrom(url));
  // The page looks again by itself while the work goes on, also without script.
  if (!found.run.finished_at) setHeaders({ refresh: '5' });
  return { ...found, is_first: !(after > 0), now: locals.services.now() };
};
