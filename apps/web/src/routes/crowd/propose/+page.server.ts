import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Which project a proposal is for, where there is more than one to choose from. */
export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const projects = await locals.services.crowd.listProjects(locals.actor, {});
  const open = projects.filter(({ phase }) => phase === 'open');
  if (open.length === 1)
    redirect(303, localizePath(`/crowd/${open[0]!.code}/propose`, locals.locale));
  return { open };
};
