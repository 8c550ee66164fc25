import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { auditMove } from '../audit-move.ts';
import { planMove, sayPlan } from '../author-word.ts';
import { mayMove } from '../policy.ts';
import { judgePlan as input } from '../schema-lifecycle.ts';

/** On the promised date the author says whether the promise was kept; "no" leaves the case overdue. */
export const judgePlan = defineCommand({
  name: 'cases.judge-plan',
  input,
  policy: (context: Context<z.output<typeof input>>) =>
    mayMove(planMove(context.input.kept))(context),
  handle: ({ tx, actor, subject, input: word }) => sayPlan(tx, actor, subject, word),
  audit: auditMove,
});
