import { defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import type { Move } from '../model/moves.ts';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { giveVerdict as input, type VERDICTS } from '../schema.ts';
import { insertVerdict } from '../store/answers.ts';

type Verdict = (typeof VERDICTS)[number];
const MOVE_OF: Readonly<Record<Verdict, Move>> = {
  confirmed: 'confirm',
  partly: 'confirm-partly',
  disputed: 'dispute',
};

/** The author has the last word: solved, partly, or not solved, which goes to a controller. */
export const giveVerdict = defineCommand({
  name: 'cases.give-verdict',
  input,
  policy: (context: Context<z.output<typeof input>>) =>
    mayMove(MOVE_OF[context.input.verdict])(context),
  async handle({ tx, actor, subject, input: { verdict, unanswered } }) {
    const { row } = subject;
    const advanced = await moveCase(tx, actor, subject, MOVE_OF[verdict]);
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
