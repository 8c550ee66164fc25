import { defineQuery, grantsOf } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { mayGrant, reachOf } from '../model.ts';
import { placeOf } from '../places.ts';
import { administrator } from '../policy.ts';
import { nothing } from '../schema.ts';
import { openInvitations } from '../store/index.ts';

/** Open invitations within the administrator's reach, the oldest first. Leaves a trace. */
export const listInvitations = defineQuery({
  name: 'accounts.list-invitations',
  input: nothing,
  policy: administrator,
  async handle({ tx, subject }) {
    const own = grantsOf(subject);
    const rows = (await openInvitations(tx).execute()).filter((row) => mayGrant(own, reachOf(row)));
    const list = [];
    for (const row of rows)
      list.push({
        invitationId: row.id,
        email: (await addressOf(tx, row.contact_id))?.email ?? null,
        role: row.role,
        reach: reachOf(row),
        place: await placeOf(tx, reachOf(row)),
        expiresAt: row.expires_at,
      });
    return list;
  },
  audit: () => ({ object: 'invitations' }),
});
