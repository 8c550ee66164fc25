import { defineCommand } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { daysLater } from '../model/windows.ts';
import { onlyKeyMaker } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { makeCommentKeys as make } from '../store/keys.ts';

/** A week may be counted in the month before, a release may come in the month after. */
const monthsAround = (today: string): string[] => [
  ...new Set([-31, 0, 31].map((days) => `${daysLater(today, days).slice(0, 7)}-01`)),
];

/** Keys that the comments of a month are sealed to. Run again it makes what is missing. */
export const makeCommentKeys = defineCommand({
  name: 'survey-answers.make-comment-keys',
  input,
  policy: onlyKeyMaker,
  async handle({ app, tx }) {
    const today = dayIn(await zoneOfRegion(tx), tx.now);
    return { made: await make(tx, app.ports.keys, monthsAround(today)) };
  },
  audit: ({ output }) => ({ object: 'comment-keys', after: `made ${output.made}` }),
});
