import { AppError, defineCommand } from '@otklik/kernel';
import { colleaguesNamed, isNamed, labelsOf } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { handOver as input } from '../schema.ts';
import { assign, holderOf } from '../store/assignments.ts';
import { insertNote } from '../store/notes.ts';
import { insertStep } from '../store/steps.ts';

/**
 * Gives a case to a colleague of the same side, who finds it among the mentions, with a note if there is one.
 * @throws AppError unknown-reference when the colleague does not work with the case, changed-meanwhile when
 *   somebody else holds it than was seen
 */
export const handOver = defineCommand({
  name: 'desk.hand-over',
  input,
  policy: insider,
  async handle({ tx, subject, input: { to, from, note } }) {
    const { row, side, personId } = subject;
    const [colleague] = await colleaguesNamed(tx, subject, [to]);
    const was = (await holderOf(tx, row.id, side))?.holder_id ?? null;
    if (was === colleague) throw new AppError('already-done', { what: 'hand-over' });
    const is_seen =
      was === null || was === personId
        ? from === undefined || (was !== null && (await isNamed(tx, from, was)))
        : from !== undefined && (await isNamed(tx, from, was));
    const given = { caseId: row.id, side, to: colleague!, from: was };
    if (!is_seen || row.closed_at !== null || !(await assign(tx, given)))
      throw new AppError('changed-meanwhile', { what: 'holder' });
    const name = (await labelsOf(tx, [colleague!])).get(colleague!) ?? '';
    // The arrow says the same in every language: handed to this colleague.
    const text = note ? `→ @${name}\n${note}` : `→ @${name}`;
    const words = { side, text, writtenBy: personId, mentioned: [colleague!] };
    const noteId = await insertNote(tx, row, words);
    const kind = 'hand-over' as const;
    const step = { personId, kind, caseId: row.id, side, was, became: colleague!, noteId };
    const stepId = await insertStep(tx, step);
    return { number: row.number, was, holder: colleague!, stepId };
  },
  audit: ({ subject: { row }, output }) => ({
    object: row.id,
    ...(output.was ? { before: `held-by:${output.was}` } : {}),
    after: `held-by:${output.holder}`,
  }),
});
