import { AppError, defineCommand } from '@otklik/kernel';
import { mayTell } from '../policy.ts';
import { onPerson as input } from '../schema.ts';
import { markTold as mark } from '../store/links.ts';
import { explainBy } from '../term.ts';

/** The head of the clinic has told one of the people named in words: from now on the term of the explanation runs. */
export const markTold = defineCommand({
  name: 'named-staff.mark-told',
  input,
  policy: mayTell,
  async handle({ tx, subject: { row, link } }) {
    const until = await explainBy(tx, row);
    if (!(await mark(tx, link, 'in-person', until))) throw new AppError('already-done');
    return { explainBy: until };
  },
  audit: ({ subject }) => ({ object: subject.row.id, after: 'named-person-told' }),
});
