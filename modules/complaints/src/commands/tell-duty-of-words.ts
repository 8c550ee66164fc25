import { AppError, defineCommand } from '@otklik/kernel';
import { z } from 'zod';
import { tellDutyOfWords as tell } from '../danger-letter.ts';

/** Where such words wait first. */
const pages = ['/desk/thanks', '/desk/crowd'] as const;

/** Writes to whoever is on duty that thanks or a proposal hold words that sound like danger. */
export const tellDutyOfWords = defineCommand({
  name: 'complaints.tell-duty-of-words',
  input: z.strictObject({ page: z.enum(pages) }),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { page } }) {
    await tell(tx, page);
  },
  audit: ({ input: { page } }) => ({ object: page }),
});
