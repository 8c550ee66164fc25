import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { sayVerdict, verdictMove } from '../author-word.ts';
import type { Move } from '../model/moves.ts';
import { keepPhotos } from '../photos.ts';
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
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  async policy(context: Context<In>) {
    const move = await moveFor(context);
    return { move, ...(await mayMove(move)(context)) };
  },
  // Who may judge no case at all is refused by the policy, and may not fill the storage on the way there.
  prepare: async ({ app, actor, input: { photos } }) =>
    actor.kind === 'person' || actor.kind === 'receipt'
      ? keepPhotos(app, actor.region, photos)
      : [],
  handle: ({ tx, actor, subject, prepared, input: word }) =>
    sayVerdict(tx, actor, subject, word, prepared),
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
