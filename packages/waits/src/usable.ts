import type { Rules } from './profile.ts';
import type { Slot } from './slot.ts';
import { placesIn } from './slot.ts';

/** Why a slot is no place for this patient, whenever he asks. */
export type NeverReason = 'status' | 'kind' | 'mode' | 'age' | 'capacity' | 'closed';

/** Why it is none at this moment. */
export type NotNowReason = 'embargo' | 'past' | 'notice' | 'horizon';

/** `covered`: its doctor is busy or held in another slot at that time. */
export type Unusable = NeverReason | NotNowReason | 'covered';

/** What about a slot speaks against it at any moment; null when nothing does. */
export function neverUsable(slot: Slot, rules: Rules): NeverReason | null {
  if (slot.status !== 'free') return 'status';
  if ((slot.kind ?? 'routine') !== rules.kind) return 'kind';
  if ((slot.mode ?? 'in-person') !== rules.mode) return 'mode';
  if (rules.age !== undefined) {
    if (slot.ageMin !== undefined && rules.age < slot.ageMin) return 'age';
    if (slot.ageMax !== undefined && rules.age > slot.ageMax) return 'age';
  }
  if (placesIn(slot) === 0) return 'capacity';
  // Most clinics are never closed, and a local date costs more than all the rest.
  const mayClose = rules.closedDays.size > 0;
  return mayClose && rules.closedDays.has(rules.zone.localDay(slot.startMs)) ? 'closed' : null;
}

/** What speaks against it at an instant only; null when nothing does. */
export function notNow(slot: Slot, rules: Rules, nowMs: number): NotNowReason | null {
  if (slot.startMs < nowMs) return 'past';
  if (slot.startMs < nowMs + rules.noticeMs) return 'notice';
  if (slot.startMs >= nowMs + rules.horizonMs) return 'horizon';
  return (slot.bookableFromMs ?? -Infinity) > nowMs ? 'embargo' : null;
}
