import { AppError, defineCommand } from '@otklik/kernel';
import { reachOf } from '../model.ts';
import { administrator, administratorOver, notOneself } from '../policy.ts';
import { grantRef } from '../schema.ts';
import { endSessions, findGrant, revokeGrant, revokeInvitationsOf } from '../store/index.ts';

/** Takes a role from a person; all their sessions end in the same moment. @throws AppError not-found */
export const revokeRole = defineCommand({
  name: 'accounts.revoke-role',
  input: grantRef,
  async policy(context) {
    administrator(context);
    const grant = await findGrant(context.tx, context.input.grantId);
    if (!grant) throw new AppError('not-found');
    notOneself(administratorOver(context, reachOf(grant)), grant.person_id);
    return grant;
  },
  async handle({ tx, subject }) {
    await revokeGrant(tx, subject.id);
    if (subject.role === 'administrator') await revokeInvitationsOf(tx, subject.person_id);
    await endSessions(tx, subject.person_id);
    return { done: true as const };
  },
  audit: ({ subject }) => ({ object: `person:${subject.person_id}`, before: subject.role }),
});
