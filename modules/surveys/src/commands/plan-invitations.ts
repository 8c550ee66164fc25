import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { planVisit } from '../plan-visit.ts';
import { onlyPlanner } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { rulesOn } from '../store/rules.ts';
import { plannedVisits } from '../store/visits.ts';

const BATCH_VISITS = 200;

/** Decides whom to ask about the visits that wait, a batch at a time. @returns counts, and whether more wait */
export const planInvitations = defineCommand({
  name: 'surveys.plan-invitations',
  input,
  policy: onlyPlanner,
  async handle({ tx }) {
    const today = await todayOf(tx);
    const rules = await rulesOn(tx, today);
    const visits = await plannedVisits(tx, BATCH_VISITS);
    let invited = 0;
    for (const visit of visits) if (await planVisit(tx, visit, { rules, today })) invited += 1;
    return { looked: visits.length, invited, more: visits.length === BATCH_VISITS };
  },
  audit: ({ output }) => ({
    object: 'survey-invitations',
    after: `invited ${output.invited} of ${output.looked}`,
  }),
});
