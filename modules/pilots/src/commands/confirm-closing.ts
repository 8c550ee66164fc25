import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { putOpenings, stopAsking } from '@otklik/surveys';
import { dayBefore } from '../model/days.ts';
import { keepsPilots } from '../policy.ts';
import { onPilot as input } from '../schema.ts';
import { countStep } from '../store/closings.ts';
import { changePilot, lockPilot, placesOf } from '../store/pilots.ts';

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
    const places = await placesOf(tx, [pilot.id]);
    const last = dayBefore(today);
    await putOpenings(
      tx,
      places.map(({ id, sector }) => ({
        ground: pilot.id,
        placeId: id,
        sector,
        from: pilot.from_day < last ? pilot.from_day : last,
        to: pilot.to_day < last ? pilot.to_day : last,
      })),
    );
    const counts = await stopAsking(
      tx,
      places.map(({ id }) => id),
      pilot.links_until ?? today,
    );
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
