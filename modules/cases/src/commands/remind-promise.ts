import { defineCommand } from '@otklik/kernel';
import { promiseNotice, tellPromise } from '../keep-promises.ts';
import { onlyTime } from '../policy-promises.ts';
import { promiseTarget as input } from '../schema-signing.ts';
import { setPromise } from '../store/promises.ts';

/** A reminder before a promised day, or up the chain after it, has come due: it goes out, the next is set. */
export const remindPromise = defineCommand({
  name: 'cases.remind-promise',
  input,
  policy: onlyTime,
  async handle({ tx, subject: { row, promise } }) {
    const { notice_at: at, notice_step: step } = promise;
    if (at === null || step === null || at > tx.now) return { sent: false };
    await setPromise(tx, promise, await promiseNotice(tx, promise, step));
    await tellPromise(tx, row, promise, step);
    return { sent: true };
  },
  audit: ({ subject: { promise } }) => ({ object: promise.id, after: 'notice' }),
});
