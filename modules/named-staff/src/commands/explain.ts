import { AppError, defineCommand } from '@otklik/kernel';
import { EXPLANATIONS_MAX, mayStillExplain } from '../model.ts';
import { personNamed } from '../policy.ts';
import { explain as input } from '../schema.ts';
import { explanationsOf, insertExplanation } from '../store/explanations.ts';

/**
 * The person named explains to the clinic before its answer stands. After the term too: the term never holds
 * up the answer and never shuts anybody up; an answer does. Nothing is changed afterwards, only added.
 *
 * @throws AppError window-over once an answer stands, already-done after two additions
 */
export const explain = defineCommand({
  name: 'named-staff.explain',
  input,
  policy: personNamed,
  async handle({ tx, subject: { row, link, personId }, input: { text } }) {
    if (!mayStillExplain(row)) throw new AppError('window-over', { state: row.state });
    const said = await explanationsOf(tx, row, link.post_id);
    if (said.length >= EXPLANATIONS_MAX) throw new AppError('already-done');
    const late = link.explain_by !== null && tx.now > link.explain_by;
    await insertExplanation(tx, row, { postId: link.post_id, personId, text, late });
    return { number: row.number, late };
  },
  audit: ({ subject }) => ({ object: subject.row.id, after: 'named-person-explained' }),
});
