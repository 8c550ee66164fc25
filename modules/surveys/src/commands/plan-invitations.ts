import { defineCommand } from '@otklik/kernel';
import { planPeople } from '../plan-people.ts';
import { onlyPlanner } from '../policy.ts';
import { nothing as input } from '../schema.ts';

const BATCH_PEOPLE = 200;

/** Decides whom to ask about the visits that wait, a batch of people at a time. @returns counts, and whether more wait */
export const planInvitations = defineCommand({
  name: 'surveys.plan-invitations',
  input,
  policy: onlyPlanner,
  async handle({ tx }) {
    const done = await planPeople(tx, BATCH_PEOPLE);
    return { ...done, more: done.looked === BATCH_PEOPLE };
  },
  audit: ({ output }) => ({
    object: 'survey-invitations',
    after: `invited ${output.invited} of ${output.looked}`,
  }),
});
