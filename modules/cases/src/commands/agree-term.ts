import { AppError, defineCommand } from '@otklik/kernel';
import { canonicalJson } from '@otklik/kernel';
import { termOf } from '../model/terms.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { agreeTerm as input } from '../schema-lifecycle.ts';
import { auditMove } from './audit-move.ts';

/** The topic has changed since the clock began; its longer term holds only if the author agrees. */
export const agreeTerm = defineCommand({
  name: 'cases.agree-term',
  input,
  policy: mayMove('agree-term'),
  async handle({ tx, actor, subject }) {
    const { facts: before } = subject;
    const running = before.clocks.findLast((one) => one.stage === 'reply' && !one.stoppedAt);
    const offered = termOf(before.terms, 'reply');
    if (!running || canonicalJson(running.term) === canonicalJson(offered))
      throw new AppError('move-impossible', { reason: 'nothing-to-agree-to' });
    const { facts } = await moveCase(tx, actor, subject, 'agree-term');
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
