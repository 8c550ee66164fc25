import { defineCommand } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { liftHold as input } from '../schema.ts';
import { liftHold as lift } from '../store/holds.ts';

/** Ends a legal hold: from the next night on the terms count again. */
export const liftHold = defineCommand({
  name: 'retention.lift-hold',
  input,
  stepUp: true,
  policy: regionAdministrator,
  handle: ({ tx, subject, input: { holdId } }) => lift(tx, holdId, subject),
  audit: ({ input: { holdId } }) => ({ object: `hold:${holdId}`, after: 'lifted' }),
});
