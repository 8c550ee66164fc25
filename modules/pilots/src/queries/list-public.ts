import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { nothing as input } from '../schema.ts';
import { allPilots, placesOf } from '../store/pilots.ts';
import { outcomesOf } from '../store/outcomes.ts';
import { publicPilot } from '../view.ts';

/** The pilots of the region with their places and state, the newest first. The same for everybody. */
export const listPublic = defineQuery({
  name: 'pilots.list-public',
  input,
  policy: () => undefined,
  async handle({ tx }) {
    const today = await todayOf(tx);
    const pilots = await allPilots(tx);
    const places = await placesOf(
      tx,
      pilots.map(({ id }) => id),
    );
    const came = await outcomesOf(tx, pilots);
    return {
      today,
      pilots: pilots.map((pilot) => publicPilot(pilot, places, today, came.get(pilot.id) ?? null)),
    };
  },
});
