import { AppError, defineCommand } from '@otklik/kernel';
import { addressesOf } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { takeCase as input } from '../schema.ts';
import { assign, holderOf } from '../store/assignments.ts';

/**
 * Takes a free case, or one from a colleague who is named as its holder.
 * @throws AppError changed-meanwhile when somebody else holds it by now, already-done for one's own
 */
export const takeCase = defineCommand({
  name: 'desk.take-case',
  input,
  policy: insider,
  async handle({ tx, subject: { row, side, personId }, input: { from } }) {
    const holder = await holderOf(tx, row.id, side);
    if (holder?.holder_id === personId) throw new AppError('already-done', { what: 'take-case' });
    const held = holder ? await addressesOf(tx, [holder.holder_id]) : new Map<string, string>();
    const address = holder && held.get(holder.holder_id);
    // A holder without an address has left: nobody can be named, and nobody is asked.
    const expected = address ? from?.toLowerCase() === address.toLowerCase() : from === undefined;
    const was = holder?.holder_id ?? null;
    const given = { caseId: row.id, side, to: personId, from: was };
    if (!expected || !(await assign(tx, given)))
      throw new AppError('changed-meanwhile', { what: 'holder' });
    return { number: row.number, was };
  },
  audit: ({ subject: { row, personId }, output }) => ({
    object: row.id,
    ...(output.was ? { before: `held-by:${output.was}` } : {}),
    after: `held-by:${personId}`,
  }),
});
