import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { decideAppeal as input } from '../schema-lifecycle.ts';
import { auditMove } from '../audit-move.ts';

const moveOf = (finding: 'granted' | 'refused') =>
  finding === 'granted' ? 'grant-appeal' : 'refuse-appeal';

/** Another moderator looks at a refusal: the message is checked again, or the refusal stands. */
export const decideAppeal = defineCommand({
  name: 'cases.decide-appeal',
  input,
  policy: (context: Context<z.output<typeof input>>) =>
    mayMove(moveOf(context.input.finding))(context),
  async handle({ tx, actor, subject, input: decision }) {
    const { facts } = await moveCase(tx, actor, subject, moveOf(decision.finding), {
      note: decision.note,
      ...('reason' in decision ? { reason: decision.reason } : {}),
    });
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
