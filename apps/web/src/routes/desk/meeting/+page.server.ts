import { loadMeeting, meetingIn } from '#lib/server/meeting.ts';
import type { PageServerLoad } from './$types';

/** What the weekly meeting goes through; made to be printed. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const meeting = await loadMeeting(locals, url);
  return {
    meeting,
    asked: meetingIn(url),
    query: new URLSearchParams(meetingIn(url)).toString(),
    now: locals.services.now(),
  };
};
