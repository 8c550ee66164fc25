import { AppError, defineCommand } from '@otklik/kernel';
import { colleaguesNamed } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { handOver as input } from '../schema.ts';
import { assign, holderOf } from '../store/assignments.ts';
import { insertNote } from '../store/notes.ts';

/**
 * Gives a case to a colleague of the same side, who finds it among the mentions, with a note if there is one.
 * @throws AppError unknown-reference when the colleague does not work with the case, changed-meanwhile
 */
export const handOver = defineCommand({
  name: 'desk.hand-over',
  input,
  policy: insider,
  async handle({ tx, subject, input: { to, note } }) {
    const { row, side, personId } = subject;
    const [colleague] = await colleaguesNamed(tx, subject, [to]);
    const holder = await holderOf(tx, row.id, side);
    if (holder?.holder_id === colleague) throw new AppError('already-done', { what: 'hand-over' });
    const from = holder?.holder_id ?? null;
    if (!(await assign(tx, { caseId: row.id, side, to: colleague!, from })))
      throw new AppError('changed-meanwhile', { what: 'holder' });
    // The arrow says the same in every language: handed to this address.
    const text = note ? `→ @${to}\n${note}` : `→ @${to}`;
    await insertNote(tx, row, { side, text, writtenBy: personId, mentioned: [colleague!] });
    return { number: row.number, was: from, holder: colleague! };
  },
  audit: ({ subject: { row }, output }) => ({
    object: row.id,
    ...(output.was ? { before: `held-by:${output.was}` } : {}),
    after: `held-by:${output.holder}`,
  }),
});
