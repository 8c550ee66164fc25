import { error } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

type Kind = Parameters<App.Locals['services']['registry']['listRecords']>[1]['kind'];

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const q = url.searchParams.get('q')?.trim().slice(0, 100) ?? '';
  const within = (name: string) => url.searchParams.get(name)?.slice(0, 64) || undefined;
  const cursor = url.searchParams.get('cursor')?.slice(0, 600) || undefined;
  const [clinic, doctor] = [within('clinic'), within('doctor')];
  // A kind that does not exist is refused by the query itself, as any other wrong address.
  const kind = params.kind as Kind;
  const page = await locals.services.registry
    .listRecords(locals.actor, { kind, q, clinic, doctor, cursor })
    .catch(leadFrom(url));
  if (!page) error(404, 'not-found');
  return { kind, q, clinic, doctor, ...page, is_first: cursor === undefined };
};
