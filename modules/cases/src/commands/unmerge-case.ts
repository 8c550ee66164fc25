import { AppError, defineCommand, recordedAs } from '@otklik/kernel';
import { mayAs } from '../policy.ts';
import { unmergeCase as input } from '../schema-companions.ts';
import { unlink } from '../store/companions.ts';

/**
 * A moderator takes a link back, at any time: the case goes on by itself with its own text, clock and state.
 * An answer that it already has, and its author's verdict on it, stay its own; so do the lead's.
 */
export const unmergeCase = defineCommand({
  name: 'cases.unmerge-case',
  input,
  policy: mayAs('moderator'),
  async handle({ tx, actor, subject: { row } }) {
    if (row.lead_id === null) throw new AppError('merge-refused', { reason: 'not-merged' });
    await unlink(tx, row, recordedAs(actor), 'decided');
    return { number: row.number };
  },
  audit: ({ subject }) => ({ object: subject.row.id, after: 'unmerged' }),
});
