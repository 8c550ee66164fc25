import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { MOVES, type Move, type State } from '../model/moves.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { withdrawCase as input } from '../schema.ts';
import { readCase } from '../store/cases.ts';
import { closePhotos } from '../store/photos.ts';

const UNPUBLISHED: readonly State[] = MOVES['withdraw-unpublished'].from;

type In = z.output<typeof input>;

async function moveFor({ tx, actor, input: { number } }: Context<In>): Promise<Move> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const { state } = await readCase(tx, { number });
  return UNPUBLISHED.includes(state) ? 'withdraw-unpublished' : 'withdraw';
}

/** The author takes the case back; after publication a stub stays and is counted. */
export const withdrawCase = defineCommand({
  name: 'cases.withdraw-case',
  input,
  async policy(context: Context<In>) {
    const move = await moveFor(context);
    return { move, ...(await mayMove(move)(context)) };
  },
  async handle({ tx, actor, subject }) {
    const { facts } = await moveCase(tx, actor, subject, subject.move);
    await closePhotos(tx, subject.row.id);
    return { number: subject.row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
