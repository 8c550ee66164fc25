import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { daysLater } from '@otklik/survey-answers';
import { regionAdministrator } from '../policy.ts';
import { onCabinet as input } from '../schema.ts';
import { endCabinet } from '../store/cabinets.ts';

/** Ends the agreement with a cabinet; one that began today goes on until midnight. @throws AppError not-found */
export const closeCabinet = defineCommand({
  name: 'survey-modes.close-cabinet',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { id } }) {
    const yesterday = daysLater(await todayOf(tx), -1);
    if (!(await endCabinet(tx, id, yesterday))) throw new AppError('not-found');
    return { id };
  },
  audit: ({ output }) => ({ object: output.id, after: 'closed' }),
});
