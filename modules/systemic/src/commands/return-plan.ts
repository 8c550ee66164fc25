import { defineCommand } from '@otklik/kernel';
import { tellClinic } from '../letters.ts';
import { returnPlan as input } from '../schema.ts';
import { resumePlanClock } from '../store/clocks.ts';
import { givePlanBack } from '../store/plans.ts';
import { moveSystemic } from '../store/systemic.ts';
import { waitingPlan } from '../waiting-plan.ts';

/** The plan goes back to the clinic, for a reason of the list; its clock goes on with what was left. */
export const returnPlan = defineCommand({
  name: 'systemic.return-plan',
  input,
  policy: waitingPlan,
  async handle({ tx, actor, subject: { row, plan, personId }, input: { reason, note } }) {
    await givePlanBack(tx, row, plan, personId, reason, note);
    // While an earlier plan is being carried out nothing more is owed.
    const changes = row.state === 'open' ? await resumePlanClock(tx, row) : {};
    const moved = await moveSystemic(tx, actor, row, 'return-plan', { reason, ...changes });
    await tellClinic(tx, moved, 'systemic-plan-returned');
    return { number: row.number, state: moved.state };
  },
  audit: ({ subject, input: { reason } }) => ({
    object: subject.row.id,
    after: `plan-returned:${reason}`,
  }),
});
