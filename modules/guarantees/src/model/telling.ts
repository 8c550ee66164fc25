import { formatDate, parseDate } from '@otklik/working-time';

export type Told = 'nothing' | 'near' | 'over';

export interface Standing {
  readonly state: 'running' | 'kept' | 'broken';
  readonly lastDay: string;
  readonly near: string | null;
  readonly seenOn: string | null;
  /** The appointment offered is in time. */
  readonly offerKeeps: boolean | null;
}

/** What is to be said today; null: nothing. An appointment in time needs no warning, a passed term is said anyway. */
export function dueWord(standing: Standing, told: Told, today: string): 'near' | 'over' | null {
  if (standing.seenOn !== null || told === 'over') return null;
  if (standing.state === 'broken') return 'over';
  const isNear = standing.near !== null && standing.near <= today;
  return isNear && told === 'nothing' && standing.offerKeeps !== true ? 'near' : null;
}

const after = (date: string): string => formatDate((parseDate(date) ?? 0) + 1);

/**
 * The day on which it is to be looked at again; null when nothing is left to say. Never today once more: at a clinic
 * further west the last day may run still when the region's is over.
 */
export function nextLook(standing: Standing, told: Told, today: string): string | null {
  if (standing.seenOn !== null || told === 'over') return null;
  const { near, lastDay, offerKeeps } = standing;
  if (near !== null && near > today && told === 'nothing' && offerKeeps !== true) return near;
  return lastDay > today ? after(lastDay) : after(today);
}
