import { AppError, defineCommand } from '@otklik/kernel';
import { isNamed } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { takeCase as input } from '../schema.ts';
import { assign, holderOf } from '../store/assignments.ts';
import { insertStep } from '../store/steps.ts';

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
    const was = holder?.holder_id ?? null;
    const is_seen = was === null ? from === undefined : !!from && (await isNamed(tx, from, was));
    const given = { caseId: row.id, side, to: personId, from: was };
    if (!is_seen || row.closed_at !== null || !(await assign(tx, given)))
      throw new AppError('changed-meanwhile', { what: 'holder' });
    const step = { personId, kind: 'take' as const, caseId: row.id, side, was, became: personId };
    return { number: row.number, was, stepId: await insertStep(tx, step) };
  },
  audit: ({ subject: { row, personId }, output }) => ({
    object: row.id,
    ...(output.was ? { before: `held-by:${output.was}` } : {}),
    after: `held-by:${personId}`,
  }),
});
