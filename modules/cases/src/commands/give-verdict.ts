import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import type { Move } from '../model/moves.ts';
import { alarmIfDanger } from '../alarm.ts';
import { keepPhotos } from '../photos.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { giveVerdict as input, type VERDICTS } from '../schema.ts';
import { insertVerdict } from '../store/answers.ts';
import { loadForMove } from '../store/cases.ts';
import { insertPhotos } from '../store/photos.ts';
import { disputeIsChecked } from '../store/disputes.ts';

type In = z.output<typeof input>;
type Verdict = (typeof VERDICTS)[number];
const MOVE_OF: Readonly<Record<Exclude<Verdict, 'disputed'>, Move>> = {
  confirmed: 'confirm',
  partly: 'confirm-partly',
};

/** A dispute is checked, unless the author's earlier ones about the same have used up their checks. */
async function moveFor({ tx, actor, input: { number, verdict } }: Context<In>): Promise<Move> {
  if (verdict !== 'disputed') return MOVE_OF[verdict];
  if (actor.kind === 'visitor') return 'dispute';
  const { row } = await loadForMove(tx, { number });
  return (await disputeIsChecked(tx, row)) ? 'dispute' : 'dispute-unchecked';
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
  async handle({ tx, actor, subject, prepared, input: { verdict, unanswered, stillWrong } }) {
    const { row, move } = subject;
    const advanced = await moveCase(tx, actor, subject, move);
    const seal = (column: string, words: string | undefined) =>
      words
        ? tx.vault.seal(
            row.data_key_id,
            { table: 'case_verdicts', column, row: `${row.id}/${row.round}` },
            words,
          )
        : null;
    await insertVerdict(tx, row.id, {
      round: row.round,
      verdict,
      unanswered_sealed: await seal('unanswered_sealed', unanswered),
      still_wrong_sealed: await seal('still_wrong_sealed', stillWrong),
    });
    // For whoever looks a second time and for the clinic, never for the public by itself.
    await insertPhotos(tx, prepared, { case_id: row.id, side: 'dispute' });
    const alarmed = await alarmIfDanger(tx, actor, row.id, unanswered, stillWrong);
    return { number: row.number, state: alarmed ?? advanced.facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
