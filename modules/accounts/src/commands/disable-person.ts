import { AppError, defineCommand } from '@otklik/kernel';
import { administratorOver, notOneself } from '../policy.ts';
import { personRef } from '../schema.ts';
import {
  disablePerson as disable,
  endSessions,
  findPerson,
  revokeInvitationsOf,
} from '../store/index.ts';

/** Shuts a person out: no sign-in, all sessions end. @throws AppError not-found, already-done */
export const disablePerson = defineCommand({
  name: 'accounts.disable-person',
  input: personRef,
  stepUp: true,
  async policy(context) {
    const { tx, input } = context;
    notOneself(administratorOver(context, { kind: 'region' }), input.personId);
    if (!(await findPerson(tx, input.personId))) throw new AppError('not-found');
  },
  async handle({ tx, input }) {
    if (!(await disable(tx, input.personId))) throw new AppError('already-done');
    await endSessions(tx, input.personId);
    await revokeInvitationsOf(tx, input.personId);
    return { done: true as const };
  },
  audit: ({ input }) => ({ object: `person:${input.personId}` }),
});
