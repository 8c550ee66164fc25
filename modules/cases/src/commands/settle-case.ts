import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { z } from 'zod';
import { ruleOf, type Move, type State } from '../model/moves.ts';
import { MOVE_OF_TIME } from '../model/timed.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { caseNumberText } from '../schema.ts';
import { readCase } from '../store/cases.ts';

const input = z.strictObject({ number: caseNumberText });
type In = z.output<typeof input>;

const moveIn = (state: State): Move | undefined =>
  state === 'draft' ? 'lapse' : MOVE_OF_TIME[state as keyof typeof MOVE_OF_TIME];

/**
 * What time alone decides: an author's silence, a promised date that passed, an address nobody confirmed.
 * Jobs call it, once a case; before the term is over the rules refuse.
 */
export const settleCase = defineCommand({
  name: 'cases.settle-case',
  input,
  async policy(context: Context<In>) {
    if (context.actor.kind !== 'system') throw new AppError('forbidden');
    const { state } = await readCase(context.tx, context.input);
    const move = moveIn(state);
    if (!move) throw new AppError('move-impossible', { state });
    return { move, ...(await mayMove(move)(context)) };
  },
  async handle({ tx, actor, subject }) {
    const { facts } = await moveCase(tx, actor, subject, subject.move, {
      reason: ruleOf(subject.move).reasons?.[0],
    });
    return { number: subject.row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
