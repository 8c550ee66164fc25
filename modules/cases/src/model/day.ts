/** The beginning of the day (UTC): all that is kept of an anonymous author's moments. */
export const dayOf = (at: Date): Date => new Date(at.toISOString().slice(0, 10));
