import { AppError, defineCommand } from '@otklik/kernel';
import { reachOf } from '../model.ts';
import { administrator, administratorOver } from '../policy.ts';
import { invitationRef } from '../schema.ts';
import { openInvitations, revokeInvitation as revoke } from '../store/index.ts';

/** Ends an open invitation. @throws AppError not-found, already-done */
export const revokeInvitation = defineCommand({
  name: 'accounts.revoke-invitation',
  input: invitationRef,
  async policy(context) {
    administrator(context);
    const { tx, input } = context;
    const row = await openInvitations(tx).where('id', '=', input.invitationId).executeTakeFirst();
    if (!row) throw new AppError('not-found');
    administratorOver(context, reachOf(row));
    return row.id;
  },
  async handle({ tx, subject }) {
    if (!(await revoke(tx, subject))) throw new AppError('already-done');
    return { done: true as const };
  },
  audit: ({ input }) => ({ object: `invitation:${input.invitationId}` }),
});
