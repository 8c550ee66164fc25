import { preparedAppeal } from '#lib/server/appeal-text.ts';
import type { PageServerLoad } from './$types';

/** What the platform does not take as a message is handed over: a text, an address, and no claim to have filed it. */
export const load: PageServerLoad = async (event) => {
  const { services, actor } = event.locals;
  const { appeals } = await services.complaints.getLanes(actor, {});
  event.setHeaders({ 'cache-control': 'no-store' });
  return { search: event.url.search, text: await preparedAppeal(event), appeals };
};
