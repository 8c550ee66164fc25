import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { sayVerdict, verdictMove } from '../author-word.ts';
import type { Move } from '../model/moves.ts';
import { mayMove } from '../policy.ts';
import { giveVerdict as input } from '../schema.ts';
import { loadForMove } from '../store/cases.ts';

type In = z.output<typeof input>;

async function moveFor({ tx, actor, input: { number, verdict } }: Context<In>): Promise<Move> {
  if (actor.kind === 'visitor') return 'dispute';
  const { row } = await loadForMove(tx, { number });
  return verdictMove(tx, row, verdict);
}

/** The author has the last word: solved, partly, or not solved, which goes to a controller. */
export const giveVerdict = defineCommand({
  name: 'cases.give-verdict',
  input,
  async policy(context: Context<In>) {
    const move = await moveFor(context);
    return { move, ...(await mayMove(move)(context)) };
  },
  handle: ({ tx, actor, subject, input: word }) => sayVerdict(tx, actor, subject, word),
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
