import { defineCommand } from '@otklik/kernel';
import { alarmIfDanger, mayMove, moveCase, putFlags } from '@otklik/cases';
import { resubmitComplaint as input } from '../schema-lanes.ts';
import { setWords } from '../store/complaints.ts';

/** The author mends what a moderator sent back; checking goes on with what was left of its term. */
export const resubmitComplaint = defineCommand({
  name: 'complaints.resubmit-complaint',
  input,
  policy: mayMove('resubmit'),
  async handle({ tx, actor, subject, input: mended }) {
    const { row } = subject;
    const { facts } = await moveCase(tx, actor, subject, 'resubmit');
    const seal = (column: string, value: string) =>
      tx.vault.seal(row.data_key_id, { table: 'complaints', column, row: row.id }, value);
    await setWords(tx, row.id, {
      story_sealed: await seal('story_sealed', mended.story),
      private_sealed: mended.private ? await seal('private_sealed', mended.private) : null,
    });
    await putFlags(tx, row.id, 'story', [mended.story]);
    const alarmed = await alarmIfDanger(tx, actor, row.id, mended.story, mended.private);
    return { number: row.number, state: alarmed ?? facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
