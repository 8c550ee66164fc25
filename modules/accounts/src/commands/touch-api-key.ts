import { defineCommand } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { apiKeyRef } from '../schema.ts';
import { touchApiKey as touch } from '../store/index.ts';

/** Notes the day a key was last used. */
export const touchApiKey = defineCommand({
  name: 'accounts.touch-api-key',
  input: apiKeyRef,
  policy: onlySystem('accounts.door'),
  handle: ({ tx, input }) => touch(tx, input.keyId),
  audit: ({ input }) => ({ object: `key:${input.keyId}` }),
});
