import { defineCommand } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { nothing } from '../schema.ts';
import { endSessions, turnGrants as turn } from '../store/index.ts';

/** Roles that end or begin today: a change of rights ends the sessions of whom it concerns. */
export const turnGrants = defineCommand({
  name: 'accounts.turn-grants',
  input: nothing,
  policy: onlySystem('accounts.turn-grants'),
  async handle({ tx }) {
    const people = await turn(tx);
    for (const personId of people) await endSessions(tx, personId);
    return { people: people.length };
  },
});
