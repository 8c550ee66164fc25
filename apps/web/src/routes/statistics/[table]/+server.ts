import { csvText } from '@otklik/kernel';
import { m } from '@otklik/i18n';
import { error } from '@sveltejs/kit';
import { askedIn, loadStatistics } from '#lib/server/statistics.ts';
import { tableOf, TABLES } from '#lib/statistics/tables.ts';
import type { RequestHandler } from './$types';

/** A table of the statistics as CSV, by the same address parameters: `/statistics/topics.csv?district=…`. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const name = TABLES.find((one) => `${one}.csv` === params.table);
  if (!name) error(404, 'not-found');
  const { counted, placeName } = await loadStatistics(locals, askedIn(url));
  const table = tableOf(name, counted, placeName);
  if (!table) error(404, 'not-found');
  const hidden = m.complaints_statistics_small();
  const rows = table.rows.map((row) => row.map((cell) => cell ?? hidden));
  return new Response(csvText(table.head, rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="otklik-${name}-${counted.countedAt.toISOString().slice(0, 10)}.csv"`,
      'cache-control': 'no-cache',
    },
  });
};
