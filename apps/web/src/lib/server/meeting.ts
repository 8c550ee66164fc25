import { leadFrom } from '#lib/server/desk.ts';

/** What the address of the meeting's page asks for. */
export function meetingIn(url: URL): { district?: string; week?: string } {
  const district = url.searchParams.get('district')?.slice(0, 40);
  const week = url.searchParams.get('week');
  return {
    ...(district ? { district } : {}),
    ...(week && /^\d{4}-\d{2}-\d{2}$/.test(week) ? { week } : {}),
  };
}

/** The meeting as far as the reader's roles reach. */
export const loadMeeting = (locals: App.Locals, url: URL) =>
  locals.services.desk.showMeeting(locals.actor, meetingIn(url)).catch(leadFrom(url));
