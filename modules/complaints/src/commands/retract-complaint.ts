import { defineCommand } from '@otklik/kernel';
import { closePhotos, mayMove, moveCase, tellClinicGone } from '@otklik/cases';
import { retractComplaint as input } from '../schema-own.ts';
import { setStoryPublic } from '../store/complaints.ts';

/**
 * The author takes back within thirty minutes of sending: no reason is asked and nothing public remains,
 * not even when a moderator was quicker. It is counted.
 */
export const retractComplaint = defineCommand({
  name: 'complaints.retract-complaint',
  input,
  policy: mayMove('retract'),
  async handle({ tx, actor, subject }) {
    const { row } = subject;
    const { facts } = await moveCase(tx, actor, subject, 'retract', {
      columns: { published_at: null, retracted_at: tx.now },
    });
    await setStoryPublic(tx, row.id, null);
    await closePhotos(tx, row.id);
    await tellClinicGone(tx, row, 'withdrawn-by-author', true);
    return { number: row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
