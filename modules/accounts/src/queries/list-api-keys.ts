import { defineQuery } from '@otklik/kernel';
import { administratorOver } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { listApiKeys as list } from '../store/index.ts';

/** The machines' keys of the region with their quotas and the last day of use; never a key itself. */
export const listApiKeys = defineQuery({
  name: 'accounts.list-api-keys',
  input,
  policy(context) {
    administratorOver(context, { kind: 'region' });
  },
  async handle({ tx }) {
    const rows = await list(tx);
    return rows.map((row) => ({
      keyId: row.id,
      name: row.name,
      scopes: row.scopes,
      createdAt: row.created_at,
      revokedAt: row.revoked_at,
      lastUsedDay: row.last_used_day,
      perHour: row.per_hour_max,
      perDay: row.per_day_max,
      validTo: row.valid_to,
      isLiving: row.revoked_at === null && (row.valid_to === null || row.valid_to > tx.now),
      contactNote: row.contact_note,
    }));
  },
  audit: () => ({ object: 'api-keys' }),
});
