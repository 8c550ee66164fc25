import { TELL_DUTY_OF_WORDS } from '@otklik/cases';
import { defineJob } from '@otklik/jobs';
import { runCommand, type Actor } from '@otklik/kernel';
import { tellDutyOfWords } from '../commands/tell-duty-of-words.ts';

/** The letter to the duty about words that sound like danger, in thanks or in a proposal. */
export const tellDutyOfWordsJob = defineJob({
  name: TELL_DUTY_OF_WORDS,
  async run({ app, payload }) {
    const duty: Actor = { kind: 'system', region: String(payload.region), name: 'duty' };
    await runCommand(app, duty, tellDutyOfWords, { page: payload['page'] });
  },
});
