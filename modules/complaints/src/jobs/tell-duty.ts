import { TELL_DUTY } from '@otklik/cases';
import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor } from '@otklik/kernel';
import { tellDuty } from '../commands/tell-duty.ts';

/** The letter to the duty about words that came in by another door than the form. */
export const tellDutyJob = defineJob({
  name: TELL_DUTY,
  async run({ app, payload }) {
    const duty: Actor = { kind: 'system', region: String(payload.region), name: 'duty' };
    await runCommand(app, duty, tellDuty, { number: String(payload.number) });
  },
});
