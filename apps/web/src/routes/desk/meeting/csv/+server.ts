import { casesCsv, countsCsv } from '#lib/meeting/csv.ts';
import { loadMeeting } from '#lib/server/meeting.ts';
import type { RequestHandler } from './$types';

/** The cases of the meeting as CSV, by the same address parameters; `?what=districts` gives the counts. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const meeting = await loadMeeting(locals, url);
  const is_counts = url.searchParams.get('what') === 'districts';
  const name = `otklik-${is_counts ? 'clinics' : 'meeting'}-${meeting.at.toISOString().slice(0, 10)}.csv`;
  return new Response(is_counts ? countsCsv(meeting) : casesCsv(meeting), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
};
