import { AppError, defineCommand } from '@otklik/kernel';
import { joinCases } from '../join.ts';
import { tellAuthors, tellClinic } from '../letters.ts';
import { reopenableUntil } from '../model.ts';
import { mayDirect } from '../policy.ts';
import { reopenSystemic as input } from '../schema.ts';
import { startPlanClock } from '../store/clocks.ts';
import { moveSystemic } from '../store/systemic.ts';

/** A new message of the same cause opens a closed one again: the clinic owes a new plan. @throws AppError window-over */
export const reopenSystemic = defineCommand({
  name: 'systemic.reopen-systemic',
  input,
  policy: mayDirect,
  async handle({ tx, actor, subject: { row, role }, input: { case: number } }) {
    if (row.closed_at && tx.now > reopenableUntil(row.closed_at)) throw new AppError('window-over');
    const changes = await startPlanClock(tx, row);
    const moved = await moveSystemic(tx, actor, row, 'reopen', { role, done_at: null, ...changes });
    const ids = await joinCases(tx, actor, row, [number]);
    await tellAuthors(tx, moved, 'systemic-joined', ids);
    await tellClinic(tx, moved, 'systemic-plan-asked');
    return { number: row.number, state: moved.state };
  },
  audit: ({ subject }) => ({ object: subject.row.id, before: 'closed', after: 'open' }),
});
