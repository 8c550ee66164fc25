import { defineQuery, principalOf } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { watchesPilots } from '../policy.ts';
import { onPilot as input } from '../schema.ts';
import { filesOf, stepsOf } from '../store/closings.ts';
import { outcomesOf } from '../store/outcomes.ts';
import { pilotOf, placesOf } from '../store/pilots.ts';
import { publicPilot } from '../view.ts';

/** One pilot as those who keep it work on it: places, the steps of its end, the files of its export. */
export const getPilot = defineQuery({
  name: 'pilots.get-pilot',
  input,
  policy: watchesPilots,
  async handle({ tx, actor, subject: mayChange, input: { code } }) {
    const today = await todayOf(tx);
    const pilot = await pilotOf(tx, code);
    const came = (await outcomesOf(tx, [pilot])).get(pilot.id) ?? null;
    return {
      mayChange,
      today,
      pilot: publicPilot(pilot, await placesOf(tx, [pilot.id]), today, came),
      closing: {
        isAsked: pilot.state === 'closing-asked',
        linksUntil: pilot.links_until,
        /** Then somebody else confirms. */
        isOwn: actor.kind !== 'visitor' && pilot.closing_asked_by === principalOf(actor),
      },
      steps: await stepsOf(tx, pilot.id),
      files: await filesOf(tx, pilot.id),
      signature: pilot.signed_list && {
        value: pilot.signed_list.signature,
        keyId: pilot.signed_list.keyId,
      },
    };
  },
});
