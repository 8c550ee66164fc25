import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import type { Move } from '../model/moves.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { giveVerdict as input, type VERDICTS } from '../schema.ts';
import { insertVerdict } from '../store/answers.ts';
import { loadForMove } from '../store/cases.ts';
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
  async policy(context: Context<In>) {
    const move = await moveFor(context);
    return { move, ...(await mayMove(move)(context)) };
  },
  async handle({ tx, actor, subject, input: { verdict, unanswered } }) {
    const { row, move } = subject;
    const advanced = await moveCase(tx, actor, subject, move);
    const place = {
      table: 'case_verdicts',
      column: 'unanswered_sealed',
      row: `${row.id}/${row.round}`,
    };
    await insertVerdict(tx, row.id, {
      round: row.round,
      verdict,
      unanswered_sealed: unanswered
        ? await tx.vault.seal(row.data_key_id, place, unanswered)
        : null,
    });
    return { number: row.number, state: advanced.facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
