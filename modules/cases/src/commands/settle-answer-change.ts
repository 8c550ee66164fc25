import { AppError, defineCommand, recordedAs, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { changeCopies } from '../change-copies.ts';
import { applyCuts } from '../model/cuts.ts';
import { refuseProven } from '../model/personal-data.ts';
import { mayAs } from '../policy.ts';
import { settleAnswerChange as input } from '../schema-answer-changes.ts';
import { answersOf } from '../store/answers.ts';
import {
  changePlace,
  decideChange,
  setAnswerText,
  waitingChange,
} from '../store/answer-changes.ts';
import { tellAnswerChanged } from '../tell-signing.ts';

/**
 * A moderator lets out what the clinic changed in its published answer, whole or with cuts whose gaps are
 * marked, or not. An amendment stands in the answer's place, an addition under it; the author is told of either, the clinic of a refusal.
 */
export const settleAnswerChange = defineCommand({
  name: 'cases.settle-answer-change',
  input,
  async policy(context: Context<z.output<typeof input>>) {
    const movable = await mayAs('moderator')(context);
    const change = await waitingChange(context.tx, movable.row.id, context.input.change);
    if (change.written_by === recordedAs(context.actor))
      throw new AppError('forbidden', { reason: 'second-look-by-the-same-person' });
    return { ...movable, change };
  },
  async handle({ tx, actor, subject: { row, change }, input }) {
    const { finding, reason, marked, acknowledged } = input;
    const done = { state: finding, decided_by: recordedAs(actor) };
    const lost = new AppError('already-done', { what: 'answer-change' });
    const words = { number: row.number, change: change.id };
    if (finding === 'refused') {
      if (!(await decideChange(tx, change, { ...done, reason_code: reason ?? null }))) throw lost;
      await tellAnswerChanged(tx, row, 'refused', reason ?? null);
      return words;
    }
    const text =
      change.text_sealed &&
      (await tx.vault.open(row.data_key_id, changePlace(change.id), change.text_sealed));
    const answer = (await answersOf(tx, row.id)).find((one) => one.id === change.answer_id);
    if (!text || !answer || answer.hidden_at)
      throw new AppError('not-found', { kind: 'answer-change' });
    // Nothing is said anew beside words that somebody's demand took out of sight.
    if (answer.taken_at) throw new AppError('move-impossible', { reason: 'taken-down' });
    const shown = marked === undefined || marked === text ? text : applyCuts(text, marked);
    refuseProven(acknowledged, shown);
    const is_cut = shown !== text;
    if (change.kind === 'addition') {
      // What was cut stays sealed, for the clinic to see the difference.
      const text_sealed = is_cut ? change.text_sealed : null;
      if (!(await decideChange(tx, change, { ...done, text_public: shown, text_sealed })))
        throw lost;
    } else {
      const place = changePlace(change.id, 'was_sealed');
      const was_sealed = await tx.vault.seal(row.data_key_id, place, answer.text_public ?? '');
      if (!(await decideChange(tx, change, { ...done, was_sealed }))) throw lost;
      const whole = { table: 'case_answers', column: 'text_sealed', row: answer.id };
      const cutFrom = is_cut ? await tx.vault.seal(row.data_key_id, whole, text) : null;
      await setAnswerText(tx, row.id, answer.id, shown, cutFrom);
    }
    const was = answer.text_public ?? '';
    await changeCopies(tx, row, change, recordedAs(actor), { was, text: shown });
    await tellAnswerChanged(tx, row, change.kind, null);
    return words;
  },
  audit: ({ subject, input: { finding } }) => ({
    object: subject.row.id,
    before: subject.change.kind,
    after: finding,
  }),
});
