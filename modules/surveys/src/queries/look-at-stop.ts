import { defineQuery } from '@otklik/kernel';
import { byStopTicket } from '../policy.ts';
import { stopLink as input } from '../schema.ts';
import { nameOfSender } from '../sender-name.ts';
import { stopsOf } from '../store/stops.ts';

/** What the link of a letter would stop, and what is stopped already. @throws AppError not-found */
export const lookAtStop = defineQuery({
  name: 'surveys.look-at-stop',
  input,
  policy: byStopTicket,
  async handle({ tx, subject: { personId, sender } }) {
    const stops = new Set((await stopsOf(tx, personId)).map((one) => one.sender));
    return {
      sender: await nameOfSender(tx, sender),
      stopped: stops.has('') ? ('all' as const) : stops.has(sender) ? ('sender' as const) : null,
    };
  },
});
