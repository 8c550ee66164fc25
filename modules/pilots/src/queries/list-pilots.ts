import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { watchesPilots } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { allPilots, placesOf } from '../store/pilots.ts';
import { outcomesOf } from '../store/outcomes.ts';
import { publicPilot } from '../view.ts';

/** The pilots of the region for whoever watches them, with what their end waits for. */
export const listPilots = defineQuery({
  name: 'pilots.list-pilots',
  input,
  policy: watchesPilots,
  async handle({ tx, subject: mayChange }) {
    const today = await todayOf(tx);
    const pilots = await allPilots(tx);
    const places = await placesOf(
      tx,
      pilots.map(({ id }) => id),
    );
    const came = await outcomesOf(tx, pilots);
    return {
      mayChange,
      today,
      pilots: pilots.map((pilot) => ({
        ...publicPilot(pilot, places, today, came.get(pilot.id) ?? null),
        isClosingAsked: pilot.state === 'closing-asked',
      })),
    };
  },
});
