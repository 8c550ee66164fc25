import { applyCuts, refuseProven } from '@otklik/cases';
import { AppError, defineCommand } from '@otklik/kernel';
import { tellAuthors } from '../letters.ts';
import { publishPlan as input } from '../schema.ts';
import { letPlanOut, wordsOf } from '../store/plans.ts';
import { moveSystemic } from '../store/systemic.ts';
import { waitingPlan } from '../waiting-plan.ts';

/**
 * A moderator lets the plan out: everybody reads it, its steps are tasks with a day each, and the authors of the
 * messages are told. A plan without steps leaves nothing to wait for.
 */
export const publishPlan = defineCommand({
  name: 'systemic.publish-plan',
  input,
  policy: waitingPlan,
  async handle({ tx, actor, subject: { row, plan, personId }, input: { marked, acknowledged } }) {
    const { text, steps } = await wordsOf(tx, row, plan);
    if (text === null) throw new AppError('move-impossible', { reason: 'words-are-gone' });
    const shown = marked && marked !== text ? applyCuts(text, marked) : text;
    refuseProven(acknowledged, shown, ...steps.flatMap(({ what, owner }) => [what, owner]));
    await letPlanOut(tx, row, plan, { text: shown, steps }, personId);
    const move = steps.length > 0 ? 'plan-steps' : 'plan-whole';
    const done_at = steps.length > 0 ? null : tx.now;
    const moved = await moveSystemic(tx, actor, row, move, { done_at });
    await tellAuthors(tx, moved, 'systemic-plan');
    return { number: row.number, state: moved.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state as string,
    after: output.state as string,
  }),
});
