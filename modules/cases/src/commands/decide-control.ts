import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import type { CONTROL_FINDINGS } from '../model/moves.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { decideControl as input } from '../schema.ts';

const moveOf = (finding: (typeof CONTROL_FINDINGS)[number]) =>
  finding === 'dispute-upheld' ? 'uphold-dispute' : 'refuse-dispute';

/** The department's second look: the clinic answers again, or the case closes with reasons. */
export const decideControl = defineCommand({
  name: 'cases.decide-control',
  input,
  policy: (context: Context<z.output<typeof input>>) =>
    mayMove(moveOf(context.input.finding))(context),
  async handle({ tx, actor, subject, input: { finding, note } }) {
    const { facts } = await moveCase(tx, actor, subject, moveOf(finding), {
      reason: finding,
      note,
    });
    return { number: subject.row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
