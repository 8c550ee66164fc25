import { AppError, defineCommand } from '@otklik/kernel';
import { administratorOver, notOneself } from '../policy.ts';
import { newGrant } from '../schema.ts';
import { addGrant, endSessions, findPerson } from '../store/index.ts';
import { tellOfChange } from '../tell.ts';

/** Gives a person a role. Their sessions end: new rights begin with a new one. @throws AppError already-exists, not-found */
export const grantRole = defineCommand({
  name: 'accounts.grant-role',
  input: newGrant,
  stepUp: true,
  async policy(context) {
    const { tx, input } = context;
    const self = administratorOver(context, input.reach, input.role);
    notOneself(self, input.personId);
    const person = await findPerson(tx, input.personId);
    if (!person || person.disabled_at) throw new AppError('not-found');
    return self;
  },
  async handle({ tx, input, subject }) {
    const { personId, role, reach, validTo } = input;
    const grantId = await addGrant(tx, {
      personId,
      role,
      reach,
      grantedBy: subject.personId,
      ...(validTo ? { validTo: new Date(validTo) } : {}),
      ...(input.reason ? { reason: input.reason } : {}),
    });
    if (!grantId) throw new AppError('already-exists', { what: 'grant' });
    await endSessions(tx, personId);
    await tellOfChange(tx, personId, 'role-given');
    return { grantId };
  },
  audit: ({ input }) => ({ object: `person:${input.personId}`, after: input.role }),
});
