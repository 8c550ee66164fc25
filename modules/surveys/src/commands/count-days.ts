import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { daysAfter } from '../model/send-time.ts';
import { onlyCounter } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { countLetters } from '../store/day-counts.ts';

/** As long as an invitation may be answered, its day's figures still change. */
const OPEN_days = 60;

/** Counts anew what became of the letters of the last weeks, by place and day. Run twice it changes nothing. */
export const countDays = defineCommand({
  name: 'surveys.count-days',
  input,
  policy: onlyCounter,
  async handle({ tx }) {
    const since = daysAfter(await todayOf(tx), -OPEN_days);
    return { counted: await countLetters(tx, since) };
  },
  audit: ({ output }) => ({ object: 'survey-day-counts', after: String(output.counted) }),
});
