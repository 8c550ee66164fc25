import { askedTakeDowns, loadTakeDowns } from '#lib/server/take-downs.ts';
import { ledgerCsv } from '#lib/take-downs/table.ts';
import type { RequestHandler } from './$types';

const ROWS_MAX = 1000;

/** The ledger as CSV, by the same address parameters: `/take-downs/ledger.csv?year=2026`. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const { rows } = await loadTakeDowns(locals, { ...askedTakeDowns(url), limit: ROWS_MAX });
  return new Response(ledgerCsv(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="otklik-take-downs.csv"',
      'cache-control': 'no-cache',
    },
  });
};
