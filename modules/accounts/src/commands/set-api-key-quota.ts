import { AppError, defineCommand } from '@otklik/kernel';
import { keyValidTo } from '../key-term.ts';
import { administratorOver } from '../policy.ts';
import { apiKeyQuota as input } from '../schema.ts';
import { setApiKeyQuota as set } from '../store/index.ts';

/** How much a machine's key may ask for from now on, and until which day. @throws AppError not-found */
export const setApiKeyQuota = defineCommand({
  name: 'accounts.set-api-key-quota',
  input,
  stepUp: true,
  policy(context) {
    administratorOver(context, { kind: 'region' });
  },
  async handle({ tx, input: { keyId, perHour, perDay, until } }) {
    const validTo = await keyValidTo(tx, until);
    if (!(await set(tx, keyId, { perHour, perDay, validTo })))
      throw new AppError('not-found', { kind: 'key' });
    return { done: true as const };
  },
  audit: ({ input: { keyId, perHour, perDay } }) => ({
    object: `key:${keyId}`,
    after: `${perHour}/${perDay}`,
  }),
});
