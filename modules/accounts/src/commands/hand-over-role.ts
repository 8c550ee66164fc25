import { AppError, defineCommand } from '@otklik/kernel';
import { reachOf } from '../model.ts';
import { administrator, administratorOver, notOneself } from '../policy.ts';
import { roleHandOver } from '../schema.ts';
import { addGrant, endSessions, findGrant, findPerson, revokeGrant } from '../store/index.ts';
import { tellOfChange } from '../tell.ts';

/**
 * Hands a role over to another person of the house. With an end it is a deputy's, for that time, and the
 * first holder keeps theirs; without one it passes for good, and the first holder's ends now. A day ahead
 * is waited for only by deputies: who gives a role up for good gives it up on the day it passes.
 *
 * @throws AppError not-found, already-exists, invalid-input (`dates`), forbidden, step-up-required
 */
export const handOverRole = defineCommand({
  name: 'accounts.hand-over-role',
  input: roleHandOver,
  stepUp: true,
  async policy(context) {
    administrator(context);
    const { tx, input } = context;
    const grant = await findGrant(tx, input.grantId);
    if (!grant || (grant.valid_to && grant.valid_to <= tx.now)) throw new AppError('not-found');
    const by = administratorOver(context, reachOf(grant), grant.role);
    notOneself(by, input.toPersonId);
    // Handing one's own role over for good would take it from oneself.
    if (!input.validTo) notOneself(by, grant.person_id);
    const to = await findPerson(tx, input.toPersonId);
    if (!to || to.disabled_at || to.id === grant.person_id) throw new AppError('not-found');
    return { grant, by };
  },
  async handle({ tx, input, subject: { grant, by } }) {
    const from = input.validFrom ? new Date(input.validFrom) : tx.now;
    const to = input.validTo ? new Date(input.validTo) : null;
    // A deputy's term lies ahead and within the first holder's own.
    if (to && (to <= from || to <= tx.now || (grant.valid_to && to > grant.valid_to)))
      throw wrongDates('validTo');
    if (!to && from > tx.now) throw wrongDates('validFrom');
    const { reason, toPersonId } = input;
    const validTo = to ?? grant.valid_to;
    const grantId = await addGrant(tx, {
      personId: toPersonId,
      role: grant.role,
      reach: reachOf(grant),
      grantedBy: by.personId,
      validFrom: from,
      ...(validTo ? { validTo } : {}),
      reason,
      handedFrom: grant.id,
    });
    if (!grantId) throw new AppError('already-exists', { what: 'grant' });
    await endSessions(tx, toPersonId);
    await tellOfChange(tx, toPersonId, 'role-given');
    if (!to) {
      await revokeGrant(tx, grant.id, { personId: by.personId, reason });
      await endSessions(tx, grant.person_id);
      await tellOfChange(tx, grant.person_id, 'role-taken');
    }
    return { grantId };
  },
  audit: ({ input, subject: { grant } }) => ({
    object: `person:${input.toPersonId}`,
    before: `person:${grant.person_id}`,
    after: grant.role,
  }),
});

const wrongDates = (path: string): AppError =>
  new AppError('invalid-input', { issues: [{ path, code: 'custom', message: 'no-such-date' }] });
