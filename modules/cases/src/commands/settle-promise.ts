import { defineCommand } from '@otklik/kernel';
import { actOn, askAuthor, OVERDUE_STEP, promiseNotice, tellPromise } from '../keep-promises.ts';
import { onlyTime } from '../policy-promises.ts';
import { promiseTarget as input } from '../schema-signing.ts';

/**
 * What time decides about a promise: its day has passed and nobody reported it, or its author was asked and
 * stayed silent. Silence is never "kept".
 */
export const settlePromise = defineCommand({
  name: 'cases.settle-promise',
  input,
  policy: onlyTime,
  async handle({ tx, subject: { row, promise } }) {
    if (promise.state === 'done')
      return { promise: promise.id, state: await actOn(tx, promise, 'fall-silent') };
    const notice = await promiseNotice(tx, promise, OVERDUE_STEP);
    const state = await actOn(tx, promise, 'pass', notice);
    await tellPromise(tx, row, promise, OVERDUE_STEP);
    await askAuthor(tx, row, promise);
    return { promise: promise.id, state };
  },
  audit: ({ subject: { promise }, output }) => ({
    object: promise.id,
    before: promise.state as string,
    after: output.state as string,
  }),
});
