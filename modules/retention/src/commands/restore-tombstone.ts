import { defineCommand } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { tombstone } from '../schema.ts';
import { putTombstone } from '../store/erasures.ts';

/** Puts a tombstone that a restored, older database does not know back into the erasure list. */
export const restoreTombstone = defineCommand({
  name: 'retention.restore-tombstone',
  input: tombstone,
  policy: onlySystem,
  handle: async ({ tx, input: { at, ...stone } }) => ({
    added: await putTombstone(tx, { ...stone, at: new Date(at) }),
  }),
  audit: ({ input: { id } }) => ({ object: `erasure:${id}` }),
});
