import type { Channel } from './channels.ts';

const DAY_ms = 86_400_000;

export interface Unanswered {
  readonly state: string;
  readonly expires_on: string;
  readonly letter_state: string;
  readonly not_before: Date;
  readonly has_reminder: boolean;
  /** A stop or a complaint since the letter. */
  readonly is_refusing: boolean;
  /** Its address takes nothing any more, or they do not want to be written to there. */
  readonly is_closed: boolean;
  /** The other ways that are open to them. */
  readonly others: readonly Channel[];
}

/** `other-way`: nothing was heard there, and another way is open. `later`: the letter itself is still on its way, or left later than it was meant to. */
export type Reminding = 'now' | 'other-way' | 'never' | 'later';

/**
 * Whether an invitation is followed by its one reminder, and by which way: by the way of its letter where that left
 * and nothing came of it; by another where it reached nobody. There is never a third.
 */
export function remindsOf(
  one: Unanswered,
  {
    now,
    today,
    reminder_days,
    remind_other_way,
  }: {
    readonly now: Date;
    readonly today: string;
    readonly reminder_days: number;
    readonly remind_other_way: boolean;
  },
): Reminding {
  const isOver = !['planned', 'open'].includes(one.state) || one.expires_on <= today;
  if (isOver || one.is_refusing || one.has_reminder) return 'never';
  const hasOther = one.others.length > 0;
  if (['queued', 'handed'].includes(one.letter_state)) return 'later';
  const isSent = ['sent', 'in-doubt'].includes(one.letter_state);
  if (!isSent || one.is_closed) return hasOther ? 'other-way' : 'never';
  // A letter that was put off for days is reminded of that much later; hours of the same day do not count.
  const second = remind_other_way && hasOther ? 'other-way' : 'now';
  const rested_ms = now.getTime() - one.not_before.getTime();
  return rested_ms > (reminder_days - 1) * DAY_ms ? second : 'later';
}
