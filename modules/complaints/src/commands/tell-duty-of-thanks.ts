import { AppError, defineCommand } from '@otklik/kernel';
import { tellDutyOfThanks as tell } from '../danger-letter.ts';
import { nothing as input } from '../schema-own.ts';

/** Writes to whoever is on duty that thanks hold words that sound like danger. */
export const tellDutyOfThanks = defineCommand({
  name: 'complaints.tell-duty-of-thanks',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx }) {
    await tell(tx);
  },
  audit: () => ({ object: 'thanks' }),
});
