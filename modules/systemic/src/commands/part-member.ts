import { readCase } from '@otklik/cases';
import { AppError, defineCommand, recordedAs } from '@otklik/kernel';
import { mayDirect } from '../policy.ts';
import { partMember as input } from '../schema.ts';
import { endMembers } from '../store/members.ts';
import { moveSystemic } from '../store/systemic.ts';

/** A message that does not belong leaves; it goes on as it always did. */
export const partMember = defineCommand({
  name: 'systemic.part-member',
  input,
  policy: mayDirect,
  async handle({ tx, actor, subject: { row, role }, input: { case: number } }) {
    const { id } = await readCase(tx, { number });
    await moveSystemic(tx, actor, row, 'part', { role });
    const ended = await endMembers(tx, row.id, recordedAs(actor), 'decided', id);
    if (ended === 0) throw new AppError('not-found', { kind: 'case' });
    return { number: row.number, case: number };
  },
  audit: ({ subject, output }) => ({ object: subject.row.id, after: `parted:${output.case}` }),
});
