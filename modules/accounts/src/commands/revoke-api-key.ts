import { AppError, defineCommand } from '@otklik/kernel';
import { administratorOver } from '../policy.ts';
import { apiKeyRef } from '../schema.ts';
import { revokeApiKey as revoke } from '../store/index.ts';

/** A machine's key opens nothing from now on. @throws AppError not-found */
export const revokeApiKey = defineCommand({
  name: 'accounts.revoke-api-key',
  input: apiKeyRef,
  stepUp: true,
  policy(context) {
    if (context.actor.kind === 'system' && context.actor.name === 'cli') return;
    administratorOver(context, { kind: 'region' });
  },
  async handle({ tx, input }) {
    if (!(await revoke(tx, input.keyId))) throw new AppError('not-found');
    return { done: true as const };
  },
  audit: ({ input }) => ({ object: `key:${input.keyId}` }),
});
