import { defineCommand } from '@otklik/kernel';
import { alarmIfDanger } from '../alarm.ts';
import { actOn, judgedAt } from '../keep-promises.ts';
import { mayJudgePromise } from '../policy-promises.ts';
import { judgePromise as input } from '../schema-signing.ts';

/** The author says whether a promise was kept, with one press of a button; the case itself stays where it is. */
export const judgePromise = defineCommand({
  name: 'cases.judge-promise',
  input,
  policy: mayJudgePromise,
  async handle({ tx, actor, subject: { row, promise }, input: { kept, note } }) {
    const place = { table: 'case_promises', column: 'judge_note_sealed', row: promise.id };
    const state = await actOn(tx, promise, kept === 'yes' ? 'say-kept' : 'say-broken', {
      judged_at: judgedAt(tx, row),
      judge_note_sealed: note ? await tx.vault.seal(row.data_key_id, place, note) : null,
    });
    await alarmIfDanger(tx, actor, row.id, note);
    return { number: row.number, promise: promise.id, state };
  },
  audit: ({ subject: { promise }, output }) => ({
    object: promise.id,
    before: promise.state as string,
    after: output.state as string,
  }),
});
