import type { State } from './states.ts';

/** Cases of one event and people who join one: which rules hold. See docs/decisions/0060-duplicates-and-me-too.md. */

/** A duplicate is one that waits for its answer. */
const MEMBER_STATES: readonly State[] = ['in-work', 'planned'];
/** A lead is one whose answer is still to be written. */
const LEAD_STATES: readonly State[] = ['in-work', 'waiting-author', 'planned'];
/** While the lead stands here its answer is to come, and a member is answered with it. */
const ANSWER_TO_COME: readonly State[] = [...LEAD_STATES, 'answer-draft'];
/** Where somebody may still join: an answer, or a further one, is to come. */
const SUPPORT_STATES: readonly State[] = [...ANSWER_TO_COME, 'disputed'];
/** From there nobody comes back to wait with others. */
const GONE_STATES: readonly State[] = ['withdrawn', 'redirected'];

export interface Joined {
  readonly id: string;
  readonly kind: string;
  readonly clinic_id: string;
  readonly state: State;
  readonly lead_id: string | null;
  readonly members_count: number;
}

export type MergeRefusal =
  | 'itself'
  | 'other-kind'
  | 'other-clinic'
  | 'already-merged'
  | 'member-leads'
  | 'lead-follows'
  | 'member-state'
  | 'lead-state';

/** Why a case cannot be linked to a lead; null when it can. */
export function whyNotMerged(member: Joined, lead: Joined): MergeRefusal | null {
  if (member.id === lead.id) return 'itself';
  if (member.kind !== lead.kind) return 'other-kind';
  if (member.clinic_id !== lead.clinic_id) return 'other-clinic';
  if (lead.lead_id !== null) return 'lead-follows';
  if (member.members_count > 0) return 'member-leads';
  if (member.lead_id !== null) return 'already-merged';
  if (!LEAD_STATES.includes(lead.state)) return 'lead-state';
  return MEMBER_STATES.includes(member.state) ? null : 'member-state';
}

/** Whether a member of such a lead is answered with it, not by itself. */
export const isLed = (lead: Pick<Joined, 'state'>): boolean => ANSWER_TO_COME.includes(lead.state);

export const takesSupports = (state: State): boolean => SUPPORT_STATES.includes(state);

/** Whether a case that came into this state follows nobody any more, and leads nobody. */
export const isGone = (state: State): boolean => GONE_STATES.includes(state);

/** Whether a case in this state owes its author an answer: then its deadline counts for its lead too. */
export const owesAnswer = (state: State): boolean => MEMBER_STATES.includes(state);

export interface Deadline {
  readonly at: Date | null;
  readonly date: string | null;
}

/** The lead is overdue when the earliest member is: the earliest deadline of all that have one. */
export const earliestOf = (own: Deadline, members: readonly Deadline[]): Deadline =>
  [own, ...members].reduce((first, next) =>
    next.at !== null && (first.at === null || next.at < first.at) ? next : first,
  );
