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

/** A whole region is hundreds of pages of paper: so many cases unless somebody asks for the rest. */
const FIRST_MAX = 100;

/** How many cases the page shows: of one district all, of everything the first until the rest is asked for. */
export const shownOf = (asked: ReturnType<typeof meetingIn>): { limit?: number } =>
  asked.district || asked.rest ? {} : { limit: FIRST_MAX };
