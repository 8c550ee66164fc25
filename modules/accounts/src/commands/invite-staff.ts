import { AppError, defineCommand, grantsOf, newSecret, type Actor, type Tx } from '@otklik/kernel';
import { contactFor, sendLetter } from '@otklik/notices';
import { INVITATION_TERM_days, mayGrant } from '../model.ts';
import { administratorOver } from '../policy.ts';
import { invitation } from '../schema.ts';
import { addInvitation, findPerson, later } from '../store/index.ts';

/**
 * Who was shut out of the region is asked back by somebody who could have shut them out.
 * @throws AppError forbidden (`disabled`)
 */
async function refuseBackDoor(tx: Tx, contactId: string, actor: Actor): Promise<void> {
  const person = await findPerson(tx, contactId);
  if (!person?.disabled_at || actor.kind === 'system') return;
  if (!mayGrant(grantsOf(actor), { kind: 'region' }))
    throw new AppError('forbidden', { reason: 'disabled' });
}

/** Invites an address to a role: a letter with a one-use link, open for seven days. */
export const inviteStaff = defineCommand({
  name: 'accounts.invite-staff',
  input: invitation,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 200, window_s: 86_400 }],
  policy(context) {
    // The command line of this machine makes the first administrator.
    if (context.actor.kind === 'system' && context.actor.name === 'cli') return null;
    return administratorOver(context, context.input.reach, context.input.role);
  },
  async handle({ app, tx, actor, input, subject }) {
    const { email, locale, role, reach } = input;
    const contactId = await contactFor(tx, { email, locale });
    await refuseBackDoor(tx, contactId, actor);
    const token = newSecret();
    const invitationId = await addInvitation(tx, {
      tokenHash: app.ports.keys.hash('invitation', token),
      contactId,
      role,
      reach,
      invitedBy: subject?.personId ?? null,
      expiresAt: later(tx.now, INVITATION_TERM_days * 86_400),
    });
    await sendLetter(tx, {
      contactId,
      template: 'staff-invitation',
      data: { role, days: INVITATION_TERM_days },
      secret: `/invitation/${token}`,
    });
    return { invitationId };
  },
  audit: ({ input, output }) => ({
    object: `invitation:${output.invitationId}`,
    after: input.role,
  }),
});
