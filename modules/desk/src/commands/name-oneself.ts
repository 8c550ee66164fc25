import { defineCommand } from '@otklik/kernel';
import { worker } from '../policy.ts';
import { nameOneself as input } from '../schema.ts';
import { setName } from '../store/names.ts';

/** From now on colleagues see this name instead of the address. */
export const nameOneself = defineCommand({
  name: 'desk.name-oneself',
  input,
  policy: worker,
  async handle({ tx, subject: personId, input: { name } }) {
    await setName(tx, personId, name);
    return { name };
  },
  audit: ({ subject: personId }) => ({ object: `person:${personId}` }),
});
