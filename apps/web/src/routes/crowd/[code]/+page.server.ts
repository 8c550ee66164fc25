import { orErrorPage } from '#lib/server/registry.ts';
import type { PageServerLoad } from './$types';

const PAGES_MAX = 500;

/** A project with the proposals that are shown, of one direction where it is asked for. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { services, actor } = locals;
  const asked = url.searchParams.get('direction')?.slice(0, 60) || undefined;
  const page = Math.trunc(Number(url.searchParams.get('page')) || 1);
  const project = await orErrorPage(services.crowd.getProject(actor, { code: params.code }));
  const direction = project.directions.find(({ code }) => code === asked)?.code;
  const found = await orErrorPage(
    services.crowd.listProposals(actor, {
      project: params.code,
      page: Math.min(PAGES_MAX, Math.max(1, page)),
      ...(direction ? { direction } : {}),
    }),
  );
  return { project, direction: direction ?? null, ...found, now: services.now() };
};
