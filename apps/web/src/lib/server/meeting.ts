import { meetingIn } from '#lib/meeting/asked.ts';
import { leadFrom } from '#lib/server/desk.ts';

/** The meeting as far as the reader's roles reach; as many cases as there is room for unless `limit` is given. */
export function loadMeeting(locals: App.Locals, url: URL, limit: { limit?: number } = {}) {
  const { rest: _rest, ...asked } = meetingIn(url);
  return locals.services.desk
    .showMeeting(locals.actor, { ...asked, ...limit })
    .catch(leadFrom(url));
}
