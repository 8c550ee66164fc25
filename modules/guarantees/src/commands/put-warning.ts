import { defineCommand } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { putWarning as input } from '../schema.ts';
import { putWarnDays } from '../store/contacts.ts';

/** How many working days before the last one the region's people are warned; 0: not before. */
export const putWarning = defineCommand({
  name: 'guarantees.put-warning',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { workingDays } }) {
    await putWarnDays(tx, workingDays);
    return { workingDays };
  },
  audit: ({ output }) => ({ object: 'guarantee-settings', after: String(output.workingDays) }),
});
