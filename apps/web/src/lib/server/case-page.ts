import { error } from '@sveltejs/kit';
import { orErrorPage } from './registry.ts';

/** A case as its reader may see it, and the headers of a page that is not for everybody. */
export async function loadCase({
  locals,
  params,
  setHeaders,
}: {
  locals: App.Locals;
  params: { number: string };
  setHeaders: (headers: Record<string, string>) => void;
}) {
  if (!/^[\d-]{5,20}$/.test(params.number)) error(404, 'not-found');
  const found = await orErrorPage(
    locals.services.complaints.getComplaint(locals.actor, { number: params.number }),
  );
  if (found.case.audience !== 'public') setHeaders({ 'cache-control': 'no-store' });
  return found;
}
