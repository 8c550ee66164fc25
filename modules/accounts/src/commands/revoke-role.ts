import { AppError, defineCommand } from '@otklik/kernel';
import { reachOf } from '../model.ts';
import { administrator, administratorOver, notOneself } from '../policy.ts';
import { roleRevocation } from '../schema.ts';
import { endSessions, findGrant, revokeGrant, revokeInvitationsOf } from '../store/index.ts';
import { tellOfChange } from '../tell.ts';

/** Takes a role from a person, with the reason; all their sessions end in the same moment. @throws AppError not-found, step-up-required */
export const revokeRole = defineCommand({
  name: 'accounts.revoke-role',
  input: roleRevocation,
  stepUp: true,
  async policy(context) {
    administrator(context);
    const grant = await findGrant(context.tx, context.input.grantId);
    if (!grant) throw new AppError('not-found');
    const by = administratorOver(context, reachOf(grant));
    notOneself(by, grant.person_id);
    return { grant, by };
  },
  async handle({ tx, input, subject: { grant, by } }) {
    await revokeGrant(tx, grant.id, { personId: by.personId, reason: input.reason });
    if (grant.role === 'administrator') await revokeInvitationsOf(tx, grant.person_id);
    await endSessions(tx, grant.person_id);
    await tellOfChange(tx, grant.person_id, 'role-taken');
    return { done: true as const };
  },
  audit: ({ subject: { grant } }) => ({
    object: `person:${grant.person_id}`,
    before: grant.role,
  }),
});
