import { meetingIn, shownOf } from '#lib/meeting/asked.ts';
import { loadMeeting } from '#lib/server/meeting.ts';
import type { PageServerLoad } from './$types';

/** What the weekly meeting goes through; made to be printed. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const asked = meetingIn(url);
  const meeting = await loadMeeting(locals, url, shownOf(asked));
  return {
    meeting,
    asked,
    query: new URLSearchParams(meetingIn(url)).toString(),
    now: locals.services.now(),
  };
};
