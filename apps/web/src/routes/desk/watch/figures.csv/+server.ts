import { leadFrom } from '#lib/server/desk.ts';
import { figuresAsked } from '#lib/server/watch.ts';
import { figuresCsv } from '#lib/server/watch-csv.ts';
import type { RequestHandler } from './$types';

/** The figures of `/desk/watch` as CSV, by the same address parameters. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const figures = await locals.services.moderationWatch
    .getFigures(locals.actor, figuresAsked(url))
    .catch(leadFrom(url));
  return new Response(figuresCsv(figures.whole), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="otklik-moderation-${figures.kind}-${figures.month}.csv"`,
      'cache-control': 'no-store',
    },
  });
};
