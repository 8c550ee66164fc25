import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { alarmIfDanger } from '../alarm.ts';
import { judgeInterim } from '../keep-interim.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { judgePlan as input } from '../schema-lifecycle.ts';
import { insertVerdict } from '../store/answers.ts';
import { auditMove } from '../audit-move.ts';

const moveOf = (kept: 'yes' | 'no') => (kept === 'yes' ? 'confirm-plan' : 'deny-plan');

/** On the promised date the author says whether the promise was kept; "no" leaves the case overdue. */
export const judgePlan = defineCommand({
  name: 'cases.judge-plan',
  input,
  policy: (context: Context<z.output<typeof input>>) =>
    mayMove(moveOf(context.input.kept))(context),
  async handle({ tx, actor, subject, input: { kept, note } }) {
    const { row } = subject;
    const { facts } = await moveCase(tx, actor, subject, moveOf(kept), { note });
    if (kept === 'yes')
      await insertVerdict(tx, row.id, {
        round: row.round,
        verdict: 'confirmed',
        unanswered_sealed: null,
      });
    await judgeInterim(tx, row, kept === 'yes' ? 'say-kept' : 'say-broken');
    const alarmed = await alarmIfDanger(tx, actor, row.id, note);
    return { number: row.number, state: alarmed ?? facts.state };
  },
  audit: auditMove,
});
