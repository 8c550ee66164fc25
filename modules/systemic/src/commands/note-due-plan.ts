import { defineCommand } from '@otklik/kernel';
import { tellCheckLate, tellLadder } from '../letters.ts';
import { onlyTime } from '../policy.ts';
import { noteDue as input } from '../schema.ts';
import { OVERDUE_STEP, planNotice } from '../store/clocks.ts';
import { isCheckLate, noteCheckLate, planIn, setStep, stepsOf } from '../store/plans.ts';
import { moveSystemic, setSystemic } from '../store/systemic.ts';

/**
 * What time has to say of one: a plan that is late, or that no moderator has decided about in time, a reminder that
 * came due, steps whose day has passed.
 */
export const noteDuePlan = defineCommand({
  name: 'systemic.note-due-plan',
  input,
  policy: onlyTime,
  async handle({ tx, actor, subject: row }) {
    const told: string[] = [];
    if (row.due_at && row.due_at < tx.now && !row.overdue_noted) {
      await moveSystemic(tx, actor, row, 'plan-late', { overdue_noted: true, role: 'system' });
      await tellLadder(tx, row, OVERDUE_STEP);
      told.push('late');
    }
    if (row.notice_at && row.notice_at <= tx.now && row.notice_step !== null) {
      await tellLadder(tx, row, row.notice_step);
      await setSystemic(tx, row.id, await planNotice(tx, row, row.notice_step));
      told.push('reminded');
    }
    const waiting = await planIn(tx, row.id, 'handed-in');
    if (waiting && !waiting.check_noted && isCheckLate(waiting, tx.now)) {
      await moveSystemic(tx, actor, row, 'check-late', { role: 'system' });
      await noteCheckLate(tx, waiting);
      await tellCheckLate(tx, row, waiting.check_due_at!);
      told.push('check-late');
    }
    const plan = row.state === 'planned' ? await planIn(tx, row.id, 'published') : undefined;
    for (const step of plan ? await stepsOf(tx, plan.id) : []) {
      if (step.state !== 'promised' || step.due_at >= tx.now) continue;
      await setStep(tx, step, { state: 'overdue', late: true });
      told.push('step');
    }
    return { number: row.number, told };
  },
  audit: ({ subject, output }) => ({
    object: subject.id,
    after: output.told.join(',') || 'nothing',
  }),
});
