import { defineCommand } from '@otklik/kernel';
import { askedPerson } from '../own.ts';
import { signedIn } from '../policy.ts';
import { allowAgain as input } from '../schema.ts';
import { liftStop } from '../store/stops.ts';

/** Whoever stopped letters lets them come again; signed in at that address, so nobody else does it for them. */
export const allowAgain = defineCommand({
  name: 'surveys.allow-again',
  input,
  policy: signedIn,
  async handle({ tx, subject: contactId, input: { sender } }) {
    const personId = await askedPerson(tx, contactId);
    return { lifted: personId ? await liftStop(tx, { personId, sender }) : 0 };
  },
  audit: ({ output }) => ({ object: 'survey-stop', after: `lifted ${output.lifted}` }),
});
