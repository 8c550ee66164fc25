import { defineQuery } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { apiKeyHash } from '../schema.ts';
import { dayOf, findApiKey } from '../store/index.ts';

/** Which machine a key is; null for an unknown or revoked one, or one whose time is over. */
export const resolveApiKey = defineQuery({
  name: 'accounts.resolve-api-key',
  input: apiKeyHash,
  policy: onlySystem('accounts.door'),
  async handle({ tx, input }) {
    const key = await findApiKey(tx, input.keyHash);
    if (!key) return null;
    return {
      keyId: key.id,
      scopes: key.scopes,
      quota: { per_hour_max: key.per_hour_max, per_day_max: key.per_day_max },
      seenToday: key.last_used_day === dayOf(tx.now),
    };
  },
});
