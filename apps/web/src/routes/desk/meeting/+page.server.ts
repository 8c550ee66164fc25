import { loadMeeting, meetingIn } from '#lib/server/meeting.ts';
import type { PageServerLoad } from './$types';

/** What the weekly meeting goes through; made to be printed. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const asked = meetingIn(url);
  // A whole region is hundreds of pages of paper: all of it is shown when somebody asks for all of it.
  const meeting = await loadMeeting(locals, url, !asked.district && !asked.rest);
  return {
    meeting,
    asked,
    query: new URLSearchParams(meetingIn(url)).toString(),
    now: locals.services.now(),
  };
};
