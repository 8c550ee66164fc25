const DAY_ms = 86_400_000;
/** From a week's Monday to its Thursday, whose month the week belongs to. */
const TO_THURSDAY_days = 3;

/** The first day of the month that a comment's window belongs to, `YYYY-MM-DD`. */
export function monthOf(grain: string, windowStart: string): string {
  const start = Date.parse(`${windowStart}T00:00:00Z`);
  const at = grain === 'week' ? start + TO_THURSDAY_days * DAY_ms : start;
  return `${new Date(at).toISOString().slice(0, 7)}-01`;
}
