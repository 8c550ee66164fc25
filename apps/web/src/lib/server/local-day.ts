const DAY_ms = 86_400_000;

/** `YYYY-MM-DD` of an instant in a zone. */
export const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);

/** What a clock in the zone shows at an instant, as if it were UTC. */
const shownAt = (zone: string, at_ms: number): number =>
  Date.parse(
    `${new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
      .format(at_ms)
      .replace(' ', 'T')}Z`,
  );

/** The instant at which a day begins in a zone; null for what is no day. */
export function dayStart(zone: string, day: string): Date | null {
  const wanted = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(wanted)) return null;
  // Twice, for days on which the zone's offset changes.
  const first = wanted - (shownAt(zone, wanted) - wanted);
  return new Date(first - (shownAt(zone, first) - wanted));
}

/** The last second of a day in a zone; null for what is no day. */
export function dayEnd(zone: string, day: string): Date | null {
  const start = dayStart(zone, day);
  const next = start && dayStart(zone, dayIn(zone, new Date(start.getTime() + 1.5 * DAY_ms)));
  return next && new Date(next.getTime() - 1000);
}
