import { AppError, defineCommand } from '@otklik/kernel';
import { mayAnswer } from '../policy.ts';
import { reportStep as input } from '../schema.ts';
import { planIn, setStep, stepsOf } from '../store/plans.ts';
import { moveSystemic } from '../store/systemic.ts';

/** The clinic says that a step is done; with the last of them a controller may look at later data. */
export const reportStep = defineCommand({
  name: 'systemic.report-step',
  input,
  policy: mayAnswer,
  async handle({ tx, actor, subject: { row, role }, input: { position } }) {
    const plan = await planIn(tx, row.id, 'published');
    const steps = plan ? await stepsOf(tx, plan.id) : [];
    const step = steps.find((one) => one.position === position);
    if (!step) throw new AppError('not-found', { kind: 'step' });
    if (step.state !== 'promised' && step.state !== 'overdue') throw new AppError('already-done');
    const late = step.late || tx.now > step.due_at;
    await setStep(tx, step, { state: 'done', late, reported_at: tx.now });
    const left = steps.some(
      (one) => one !== step && (one.state === 'promised' || one.state === 'overdue'),
    );
    const moved = await moveSystemic(tx, actor, row, left ? 'report-step' : 'last-step', {
      role,
      ...(left ? {} : { done_at: tx.now }),
    });
    return { number: row.number, position, state: moved.state };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `step:${output.position}` }),
});
