import { askedTakeDowns, loadTakeDowns } from '#lib/server/take-downs.ts';
import type { PageServerLoad } from './$types';

const FIRST_YEAR = 2026;

/** The public ledger of what was taken down. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const { page: _page, ...filters } = askedTakeDowns(url);
  const now = locals.services.now();
  const years = now.getUTCFullYear() - FIRST_YEAR + 1;
  return {
    ledger: await loadTakeDowns(locals, askedTakeDowns(url)),
    asked: filters as Record<string, string | undefined>,
    years: Array.from({ length: Math.max(1, years) }, (_, past) =>
      String(now.getUTCFullYear() - past),
    ),
    query: url.searchParams.toString(),
  };
};
