import { AppError, defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { alarmsWaiting } from '../store/alarms.ts';
import { waitingForModerator } from '../store/lists.ts';

/** How many cases wait for a moderator and for how long, alarms among the dangers: for whoever watches. */
export const measureWaiting = defineQuery({
  name: 'cases.measure-waiting',
  input: z.strictObject({}),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx }) {
    const waiting = await waitingForModerator(tx);
    const { alarms, earliest } = await alarmsWaiting(tx);
    const { dangers, earliestDangerDueAt: own } = waiting;
    return {
      ...waiting,
      dangers: dangers + alarms,
      earliestDangerDueAt: own === null || (earliest !== null && earliest < own) ? earliest : own,
    };
  },
});
