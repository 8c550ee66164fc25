import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { settleDelayedStep as input } from '../schema.ts';
import { delayedStep, moveDelayed } from '../store/delayed-steps.ts';

/** What became of a step whose moment had come: made, or refused, which its case tells whoever opens it. */
export const settleDelayedStep = defineCommand({
  name: 'desk.settle-delayed-step',
  input,
  async policy({ tx, actor, input: { stepId } }: Context<z.output<typeof input>>) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
    const step = await delayedStep(tx, stepId);
    if (!step) throw new AppError('not-found', { kind: 'step' });
    return step;
  },
  async handle({ tx, input: { stepId, refused } }) {
    const to = refused === undefined ? ('made' as const) : ('failed' as const);
    return { settled: await moveDelayed(tx, stepId, ['running'], to, refused ?? null) };
  },
  audit: ({ subject, input: { refused } }) => ({
    object: subject.case_id,
    after: refused ? `refused:${refused}` : 'made',
  }),
});
