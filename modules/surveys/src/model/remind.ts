const DAY_ms = 86_400_000;

export interface Unanswered {
  readonly state: string;
  readonly expires_on: string;
  readonly letter_state: string;
  readonly not_before: Date;
  readonly has_reminder: boolean;
  readonly is_off: boolean;
}

/** `later`: the letter itself is still on its way, or left later than it was meant to. */
export type Reminding = 'now' | 'never' | 'later';

/** Whether an invitation is followed by its one reminder: only where its letter left, and nothing came of it. */
export function remindsOf(
  one: Unanswered,
  {
    now,
    today,
    reminder_days,
  }: { readonly now: Date; readonly today: string; readonly reminder_days: number },
): Reminding {
  const isOver = !['planned', 'open'].includes(one.state) || one.expires_on <= today;
  if (isOver || one.is_off || one.has_reminder) return 'never';
  if (['queued', 'handed'].includes(one.letter_state)) return 'later';
  if (!['sent', 'in-doubt'].includes(one.letter_state)) return 'never';
  // A letter that was put off for days is reminded of that much later; hours of the same day do not count.
  const rested_ms = now.getTime() - one.not_before.getTime();
  return rested_ms > (reminder_days - 1) * DAY_ms ? 'now' : 'later';
}
