import { defineCommand } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import { daysLater } from '../model/windows.ts';
import { onlyKeyMaker } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { makeBatchKeys as make } from '../store/keys.ts';

/** How many days ahead there are keys: a job that stops for so long stops nobody. */
const DAYS_AHEAD = 4;

/** Keys that the answers of today and of the next days are sealed to. Run again it makes what is missing. */
export const makeBatchKeys = defineCommand({
  name: 'survey-answers.make-batch-keys',
  input,
  store: 'answers',
  policy: onlyKeyMaker,
  async handle({ app, tx }) {
    const today = dayIn(await zoneOfRegion(tx), tx.now);
    const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => daysLater(today, ahead));
    return { made: await make(tx, app.ports.keys, days) };
  },
  audit: ({ output }) => ({ object: 'answer-keys', after: `made ${output.made}` }),
});
