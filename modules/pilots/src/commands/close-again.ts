import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { entomb, erasureInput } from '@otklik/retention';
import { forgetPlaces } from '@otklik/surveys';
import { daysAfter } from '../model/days.ts';
import { countStep } from '../store/closings.ts';
import { changePilot, lockPilotById, placeIdsOf } from '../store/pilots.ts';
import { stopPilot } from '../store/stop.ts';

/** Links of a pilot that was closed before are long over. */
const LONG_AGO_days = -60;

/**
 * After a restore from a copy that is older than the end of a pilot: it does not come to life. Nothing is asked, no
 * link opens, whom it asked is forgotten before the doors open; export and signature are made anew by the run of
 * every hour. Safe to run twice: one that is closed here stays as it is.
 */
export const closeAgain = defineCommand({
  name: 'pilots.close-again',
  input: erasureInput,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { subjectId, ground } }) {
    const pilot = await lockPilotById(tx, subjectId);
    await entomb(tx, { kind: 'pilot', subjectId, ground });
    if (!pilot || pilot.state === 'closed') return { closed: false };
    const over = daysAfter(await todayOf(tx), LONG_AGO_days);
    const counts = await stopPilot(tx, pilot, { last: over, linksUntil: over });
    await changePilot(tx, pilot.id, {
      state: 'closing',
      links_until: over,
      closing_asked_by: null,
    });
    await countStep(tx, pilot.id, { step: 'stop', counts, isDone: true });
    const places = await placeIdsOf(tx, pilot.id);
    for (let goesOn = true; goesOn;) {
      const { more, ...erased } = await forgetPlaces(tx, places);
      await countStep(tx, pilot.id, { step: 'erase', counts: erased, isDone: !more });
      goesOn = more;
    }
    return { closed: true };
  },
  audit: ({ input: { subjectId }, output }) => ({
    object: `pilot:${subjectId}`,
    after: output.closed ? 'closing' : 'closed',
  }),
});
