import { defineCommand } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { addSource as input } from '../schema.ts';
import { insertSource } from '../store/sources.ts';
import '../store/tables.ts';

/** Makes a source known, so that a key may push its slots. */
export const addSource = defineCommand({
  name: 'access.add-source',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { intervalMinutes, doctors, ...rest } }) {
    await insertSource(tx, { ...rest, interval_min: intervalMinutes, doctors: doctors ?? null });
    return { code: rest.code };
  },
  audit: ({ output }) => ({ object: `access-source ${output.code}` }),
});
