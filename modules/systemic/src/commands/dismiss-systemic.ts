import { AppError, defineCommand, recordedAs } from '@otklik/kernel';
import { mayDirect } from '../policy.ts';
import { dismissSystemic as input } from '../schema.ts';
import { stopPlanClock } from '../store/clocks.ts';
import { endMembers } from '../store/members.ts';
import { planIn } from '../store/plans.ts';
import { moveSystemic } from '../store/systemic.ts';

/** It is none after all: nobody reads it any more, and its messages are free. Never once a plan was published. */
export const dismissSystemic = defineCommand({
  name: 'systemic.dismiss-systemic',
  input,
  policy: mayDirect,
  async handle({ tx, actor, subject: { row, role } }) {
    if (await planIn(tx, row.id, 'published'))
      throw new AppError('move-impossible', { reason: 'plan-is-public' });
    const changes = await stopPlanClock(tx, row);
    const moved = await moveSystemic(tx, actor, row, 'dismiss', { role, ...changes });
    await endMembers(tx, row.id, recordedAs(actor), 'dismissed');
    return { number: row.number, state: moved.state };
  },
  audit: ({ subject }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: 'dismissed',
  }),
});
