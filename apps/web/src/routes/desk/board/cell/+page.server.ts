import { error } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

/** The cases behind one count of the board. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { services, actor } = locals;
  const of = (name: string): string => url.searchParams.get(name)?.slice(0, 80) ?? '';
  const what = of('what');
  const timing = of('timing');
  if ((what !== 'solved' && what !== 'in-work') || (timing !== 'late' && timing !== 'in-time'))
    error(404, 'not-found');
  const asked = {
    what,
    timing,
    ...(of('district') ? { district: of('district') } : {}),
    ...(of('clinic') ? { clinic: of('clinic') } : {}),
  } as const;
  const page = Math.min(2000, Math.max(1, Math.trunc(Number(of('page')) || 1)));
  const found = await services.desk.listCell(actor, { ...asked, page }).catch(leadFrom(url));
  return { ...found, asked, query: new URLSearchParams(asked).toString(), now: services.now() };
};
