import { defineCommand } from '@otklik/kernel';
import { onlyTime } from '../policy.ts';
import { noteDue as input } from '../schema.ts';
import { recountRunning } from '../store/recount.ts';
import { moveSystemic } from '../store/systemic.ts';

/**
 * Counts the clinic's time for its plan and the moderator's for the check of it on a calendar that has come or was
 * corrected: a step that everybody reads of. From its new day on the clinic is warned as of any other.
 */
export const recountPlan = defineCommand({
  name: 'systemic.recount-plan',
  input,
  policy: onlyTime,
  async handle({ tx, actor, subject: row }) {
    const changes = ['open', 'planned'].includes(row.state) ? await recountRunning(tx, row) : null;
    if (changes) await moveSystemic(tx, actor, row, 'recount', { ...changes, role: 'system' });
    return { recounted: changes !== null };
  },
  audit: ({ subject, output }) => ({
    object: subject.id,
    after: output.recounted ? 'recounted' : 'unchanged',
  }),
});
