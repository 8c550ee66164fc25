import { defineCommand } from '@otklik/kernel';
import { joinCases } from '../join.ts';
import { tellAuthors } from '../letters.ts';
import { mayDirect } from '../policy.ts';
import { joinMember as input } from '../schema.ts';
import { moveSystemic } from '../store/systemic.ts';

/** One more message joins; nothing of it changes. */
export const joinMember = defineCommand({
  name: 'systemic.join-member',
  input,
  policy: mayDirect,
  async handle({ tx, actor, subject: { row, role }, input: { case: number } }) {
    const moved = await moveSystemic(tx, actor, row, 'join', { role });
    const ids = await joinCases(tx, actor, row, [number]);
    await tellAuthors(tx, moved, 'systemic-joined', ids);
    return { number: row.number, case: number };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `joined:${output.case}` }),
});
