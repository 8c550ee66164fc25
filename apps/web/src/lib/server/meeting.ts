import { leadFrom } from '#lib/server/desk.ts';

/** What the address of the meeting's page asks for. */
export function meetingIn(url: URL): { district?: string; week?: string; rest?: string } {
  const district = url.searchParams.get('district')?.slice(0, 40);
  const week = url.searchParams.get('week');
  return {
    ...(district ? { district } : {}),
    ...(url.searchParams.has('rest') ? { rest: 'yes' } : {}),
    ...(week && /^\d{4}-\d{2}-\d{2}$/.test(week) ? { week } : {}),
  };
}

/** The meeting as far as the reader's roles reach; `brief` only its first cases. */
export function loadMeeting(locals: App.Locals, url: URL, brief = false) {
  const { rest: _rest, ...asked } = meetingIn(url);
  return locals.services.desk.showMeeting(locals.actor, { ...asked, brief }).catch(leadFrom(url));
}
