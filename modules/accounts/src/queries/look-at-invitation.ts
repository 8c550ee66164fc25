import { AppError, defineQuery } from '@otklik/kernel';
import { reachOf } from '../model.ts';
import { atTheDoor } from '../policy.ts';
import { invitationToken } from '../schema.ts';
import { openInvitations } from '../store/index.ts';

/** What an invitation offers, for the page that asks before accepting. Spends nothing. @throws AppError link-expired */
export const lookAtInvitation = defineQuery({
  name: 'accounts.look-at-invitation',
  input: invitationToken,
  limits: [{ per: 'origin', count_max: 120, window_s: 3600 }],
  policy: atTheDoor,
  async handle({ app, tx, input }) {
    const row = await openInvitations(tx)
      .where('token_hash', '=', app.ports.keys.hash('invitation', input.token))
      .executeTakeFirst();
    if (!row) throw new AppError('link-expired');
    return { role: row.role, reach: reachOf(row), expiresAt: row.expires_at };
  },
});
