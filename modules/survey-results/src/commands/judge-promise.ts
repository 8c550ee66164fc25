import { AppError, defineCommand, principalOf } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { judgedTo } from '../model/promise.ts';
import { judgedPromise } from '../policy.ts';
import { judgePromise as input } from '../schema.ts';
import { changePromise } from '../store/promises.ts';

/**
 * Somebody independent lets a promise through or sends it back; finds that what is said to be done is, or is not.
 * @throws AppError forbidden, not-found, changed-meanwhile, already-done
 */
export const judgePromise = defineCommand({
  name: 'survey-results.judge-promise',
  input,
  policy: judgedPromise,
  async handle({ tx, actor, subject: row, input: { decision } }) {
    const state = judgedTo(row.state, decision);
    if (!state) throw new AppError('already-done');
    const version = await changePromise(tx, row, {
      state,
      decided_by: principalOf(actor),
      settled_on: state === 'done' ? await todayOf(tx) : null,
      // Words of a claim that did not hold are nobody's to read.
      ...(state === 'promised' ? { outcome: null } : {}),
    });
    return { id: row.id, state, version };
  },
  audit: ({ subject, output }) => ({
    object: subject.id,
    before: subject.state,
    after: output.state,
  }),
});
