import { refuseProven } from '@otklik/cases';
import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { json } from '@otklik/db';
import type { z } from 'zod';
import { tellAuthors, tellClinic } from '../letters.ts';
import { closableFrom, COMPARED_days, daysBefore } from '../model.ts';
import { mayControl, refuseOwn } from '../policy.ts';
import { judgeClose as input } from '../schema.ts';
import { causeOf } from '../store/causes.ts';
import { startPlanClock } from '../store/clocks.ts';
import { countBetween } from '../store/members.ts';
import { planIn, setStep, stepsOf } from '../store/plans.ts';
import { moveSystemic, type SystemicRow } from '../store/systemic.ts';
import type { Closing } from '../store/tables.ts';

/** A controller who neither opened it nor let its plan out. */
async function mayJudge(context: Context<z.output<typeof input>>) {
  const held = await mayControl(context);
  const plan = await planIn(context.tx, held.row.id, 'published');
  refuseOwn(held.personId, held.row.opened_by, plan?.decided_by, plan?.written_by);
  return { ...held, plan };
}

async function comparison(
  tx: Parameters<typeof countBetween>[0],
  row: SystemicRow,
): Promise<Pick<Closing, 'days' | 'before' | 'after'>> {
  const { topics } = await causeOf(tx, row.cause_code);
  const [opened, done] = [row.opened_at!, row.done_at!];
  return {
    days: COMPARED_days,
    before: await countBetween(
      tx,
      row.clinic_id,
      topics,
      daysBefore(opened, COMPARED_days),
      opened,
    ),
    after: await countBetween(tx, row.clinic_id, topics, done, closableFrom(done)),
  };
}

/**
 * A controller closes it by later data: messages and people of the same clinic and cause in equal spans before it
 * was opened and after all was done. Or finds that the plan did not help, and the clinic owes another one.
 * @throws AppError move-impossible while the span after is not over
 */
export const judgeClose = defineCommand({
  name: 'systemic.judge-close',
  input,
  policy: mayJudge,
  async handle({ tx, actor, subject: { row, plan, personId }, input: { finding, kept, ...why } }) {
    if (row.state !== 'done' || row.done_at === null)
      throw new AppError('move-impossible', { state: row.state, reason: 'not-in-this-state' });
    refuseProven(false, why.whyRu, why.whyEn);
    const from = closableFrom(row.done_at);
    if (finding === 'closed' && tx.now < from)
      throw new AppError('move-impossible', { reason: 'later-data-missing', from });
    if (plan)
      for (const step of await stepsOf(tx, plan.id))
        await setStep(tx, step, { state: kept.includes(step.position) ? 'kept' : 'not-kept' });
    if (finding === 'plan-again') {
      const changes = await startPlanClock(tx, row);
      const again = await moveSystemic(tx, actor, row, 'ask-again', { done_at: null, ...changes });
      await tellClinic(tx, again, 'systemic-plan-asked');
      return { number: row.number, state: again.state };
    }
    const closing: Closing = {
      ...(await comparison(tx, row)),
      whyRu: why.whyRu,
      whyEn: why.whyEn || null,
    };
    const moved = await moveSystemic(tx, actor, row, 'close', {
      closed_at: tx.now,
      closed_by: personId,
      closing: json(closing),
    });
    await tellAuthors(tx, moved, 'systemic-closed');
    return { number: row.number, state: moved.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state as string,
    after: output.state as string,
  }),
});
