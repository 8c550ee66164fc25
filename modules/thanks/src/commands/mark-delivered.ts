import { AppError, defineCommand } from '@otklik/kernel';
import { mayHandOver } from '../policy.ts';
import { onPerson as input } from '../schema.ts';
import { changePerson } from '../store/people.ts';

/** The head of the clinic has handed thanks over in person. @throws AppError already-done */
export const markDelivered = defineCommand({
  name: 'thanks.mark-delivered',
  input,
  policy: mayHandOver,
  async handle({ tx, subject: { row, person } }) {
    if (person.row.delivered_at !== null) throw new AppError('already-done');
    await changePerson(tx, person.row, { delivered_at: tx.now });
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.row.id, after: 'handed-over' }),
});
