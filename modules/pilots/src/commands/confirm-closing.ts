import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { dayBefore } from '../model/days.ts';
import { keepsPilots } from '../policy.ts';
import { onPilot as input } from '../schema.ts';
import { countStep } from '../store/closings.ts';
import { changePilot, lockPilot } from '../store/pilots.ts';
import { stopPilot } from '../store/stop.ts';

/**
 * A second administrator confirms: from now on no visit is taken and no letter leaves; links that are out live
 * until their day. Everything after goes on by itself.
 *
 * @throws AppError step-up-required, not-found, move-impossible, forbidden { reason: 'own-work' }
 */
export const confirmClosing = defineCommand({
  name: 'pilots.confirm-closing',
  input,
  stepUp: true,
  policy: keepsPilots,
  async handle({ tx, actor, subject: by, input: { code } }) {
    const pilot = await lockPilot(tx, code);
    if (pilot.state !== 'closing-asked')
      throw new AppError('move-impossible', { reason: 'closing-not-asked' });
    // The operator's command line is one hand that may do both.
    if (actor.kind !== 'system' && pilot.closing_asked_by === by)
      throw new AppError('forbidden', { reason: 'own-work' });
    const today = await todayOf(tx);
    const linksUntil = pilot.links_until ?? today;
    const counts = await stopPilot(tx, pilot, { last: dayBefore(today), linksUntil });
    await changePilot(tx, pilot.id, { state: 'closing' });
    await countStep(tx, pilot.id, { step: 'stop', counts, isDone: true });
    return { code, ...counts };
  },
  audit: ({ input: { code }, output: { closed, links } }) => ({
    object: `pilot:${code}`,
    before: 'closing-asked',
    after: `closing:${closed}:${links}`,
  }),
});
