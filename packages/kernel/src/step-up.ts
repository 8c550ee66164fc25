import type { Actor } from './actor.ts';
import { AppError } from './errors.ts';

/** How long a proof of oneself is fresh enough for dangerous acts, seconds. */
export const STEP_UP_TERM_s = 600;

/**
 * The rule of freshness behind `stepUp` of a verb: a person who last proved longer ago that it is they
 * (a second factor where they have one, else a new sign-in) is asked again. The command line, jobs and
 * machines hold no session that could be left open on a desk.
 *
 * @throws AppError step-up-required
 */
export function demandFreshProof(actor: Actor, now: Date): void {
  if (actor.kind !== 'person') return;
  const at_ms = actor.provenAt?.getTime();
  if (at_ms === undefined || at_ms + STEP_UP_TERM_s * 1000 <= now.getTime())
    throw new AppError('step-up-required', { within_s: STEP_UP_TERM_s });
}
