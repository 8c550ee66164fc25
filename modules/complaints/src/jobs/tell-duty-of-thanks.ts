import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor } from '@otklik/kernel';
import { TELL_DUTY_OF_THANKS } from '@otklik/thanks';
import { tellDutyOfThanks } from '../commands/tell-duty-of-thanks.ts';

/** The letter to the duty about thanks whose words sound like danger. */
export const tellDutyOfThanksJob = defineJob({
  name: TELL_DUTY_OF_THANKS,
  async run({ app, payload }) {
    const duty: Actor = { kind: 'system', region: String(payload.region), name: 'duty' };
    await runCommand(app, duty, tellDutyOfThanks, {});
  },
});
