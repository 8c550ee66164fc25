import { AppError, defineCommand } from '@otklik/kernel';
import { controllerOf } from '../policy.ts';
import { settleDifference as input } from '../schema.ts';
import { writeSettled } from '../store/samples.ts';

/**
 * A controller who was neither of the two says which judgement fits the rules, and why, sealed under the case's
 * key. The case stays where it is: a refusal that was unjust is lifted by its author's appeal alone.
 */
export const settleDifference = defineCommand({
  name: 'moderation-watch.settle-difference',
  input,
  policy: controllerOf,
  async handle({ tx, subject: { sample, row, personId }, input: { finding, words } }) {
    const place = { table: 'moderation_samples', column: 'finding_sealed', row: sample.id };
    const settled = await writeSettled(tx, sample.id, {
      finding,
      settled_by: personId,
      // Without the case's key nothing can be sealed, and nothing needs to be said.
      finding_sealed:
        row.erased_at === null ? await tx.vault.seal(row.data_key_id, place, words) : null,
    });
    if (!settled) throw new AppError('already-done');
    return { sampleId: sample.id, finding };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    after: `difference:${output.finding}`,
  }),
});
