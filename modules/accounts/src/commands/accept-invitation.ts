import { defineCommand } from '@otklik/kernel';
import { confirmContact } from '@otklik/notices';
import { reachOf } from '../model.ts';
import type { NextStep } from '../next-step.ts';
import { atTheDoor } from '../policy.ts';
import { signInCompletion } from '../schema.ts';
import {
  addGrant,
  endSession,
  endSessions,
  ensurePerson,
  hasFactor,
  openSession,
  reopenPerson,
  spendInvitation,
} from '../store/index.ts';

/**
 * Accepts an invitation. Its link came by mail to the invited address alone, so it also signs in; the
 * role counts once the second factor is given. Earlier sessions of the person end.
 *
 * Somebody shut out comes back by an invitation made since, and by nothing else: the act log says so, and
 * what they held before stays over.
 *
 * @throws AppError link-expired for an unknown, spent, revoked or late one alike; forbidden (disabled)
 */
export const acceptInvitation = defineCommand({
  name: 'accounts.accept-invitation',
  input: signInCompletion,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  policy: atTheDoor,
  async handle({ app, actor, tx, input }) {
    const row = await spendInvitation(tx, app.ports.keys.hash('invitation', input.token));
    const personId = row.contact_id;
    await confirmContact(tx, personId);
    const isReopened = await reopenPerson(tx, row);
    await ensurePerson(tx, personId);
    await addGrant(tx, {
      personId,
      role: row.role,
      reach: reachOf(row),
      grantedBy: row.invited_by,
    });
    if (actor.kind === 'person') await endSession(tx, actor.personId, actor.sessionId);
    await endSessions(tx, personId);
    const enrolled = await hasFactor(tx, personId);
    const { device } = input;
    const sessionId = await openSession(tx, { personId, device, proven: !enrolled });
    const next: NextStep = enrolled ? 'second-factor' : 'enrol';
    return { personId, sessionId, invitationId: row.id, next, isReopened };
  },
  audit: ({ output }) => ({
    object: `invitation:${output.invitationId}`,
    after: `person:${output.personId}${output.isReopened ? ':reopened' : ''}`,
  }),
});
