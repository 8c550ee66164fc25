import { promiseDue } from '@otklik/cases';
import { defineCommand } from '@otklik/kernel';
import { mayAnswer } from '../policy.ts';
import { handInPlan as input, PROMISE_DAYS_MAX } from '../schema.ts';
import { stopPlanClock } from '../store/clocks.ts';
import { insertPlan } from '../store/plans.ts';
import { moveSystemic } from '../store/systemic.ts';

/** The clinic's one plan for all the messages; sealed until a moderator lets it out. Its clock stops meanwhile. */
export const handInPlan = defineCommand({
  name: 'systemic.hand-in-plan',
  input,
  policy: mayAnswer,
  async handle({ tx, actor, subject: { row, personId, role }, input: plan }) {
    for (const { until } of plan.steps) promiseDue(row.zone, tx.now, until, PROMISE_DAYS_MAX);
    const changes = await stopPlanClock(tx, row);
    const moved = await moveSystemic(tx, actor, row, 'hand-in-plan', { role, ...changes });
    await insertPlan(tx, row, plan, personId);
    return { number: row.number, state: moved.state };
  },
  audit: ({ subject, input: { outcome } }) => ({
    object: subject.row.id,
    after: `plan:${outcome}`,
  }),
});
