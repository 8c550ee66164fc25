import { defineCommand } from '@otklik/kernel';
import { mendsMailOf } from '../policy.ts';
import { liftSuppression as input } from '../schema.ts';
import { unsuppress } from '../store/people.ts';

/**
 * An address that took nothing is written to again: its owner said that it works. Whoever stopped letters themselves
 * stays left alone. The act log has how it is known, and no address.
 */
export const liftSuppression = defineCommand({
  name: 'surveys.lift-suppression',
  input,
  policy: mendsMailOf,
  async handle({ tx, subject: { personId } }) {
    return { lifted: await unsuppress(tx, personId) };
  },
  audit: ({ input: { reason }, subject, output }) => ({
    object: `survey-invitation:${subject.invitation}`,
    after: `${output.lifted ? 'lifted' : 'same'} ${reason}`,
  }),
});
