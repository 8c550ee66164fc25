import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { signDay } from '../model/counted.ts';
import { onlyKeyMaker } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { leavesOn, putDay, signedDays, unsignedDays } from '../store/counted.ts';
import { lockRelease } from '../store/releasing.ts';
import { regionIn } from '../store/tables.ts';

const DAYS_MAX = 400;

/** Signs every day that is over: the root of the receipts that were counted on it, and the hash of the day before. */
export const sealAnswerDays = defineCommand({
  name: 'survey-answers.seal-answer-days',
  input,
  store: 'answers',
  policy: onlyKeyMaker,
  async handle({ app, tx }) {
    // While answers come out the day may still grow.
    if (!(await lockRelease(tx))) return { sealed: 0, hash: null };
    let before = (await signedDays(tx, 1))[0] ?? null;
    const days = await unsignedDays(tx, await todayOf(tx), DAYS_MAX);
    for (const day of days) {
      const leaves = await leavesOn(tx, day);
      before = signDay(app.ports.keys, before, { region: regionIn(tx), day, leaves });
      await putDay(tx, before);
    }
    return { sealed: days.length, hash: days.length > 0 ? before!.hash : null };
  },
  audit: ({ output: { sealed, hash } }) => ({
    object: 'survey-answer-days',
    after: hash ?? `sealed ${sealed}`,
  }),
});
