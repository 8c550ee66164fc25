import { defineQuery } from '@otklik/kernel';
import { evidenceKnown } from '@otklik/systemic';
import { onlySystem, PROPOSER } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { findDrops } from '../store/read-drops.ts';

/** Falls of clinics' marks that nobody has proposed in this quarter: what names them, and the clinic. */
export const listDrops = defineQuery({
  name: 'survey-results.list-drops',
  input,
  policy: onlySystem(PROPOSER),
  async handle({ tx }) {
    const found = await findDrops(tx);
    const known = await evidenceKnown(
      tx,
      'survey-drop',
      found.map(({ ref }) => ref),
    );
    return found
      .filter(({ ref }) => !known.has(ref))
      .map(({ ref, clinicId }) => ({ ref, clinicId }));
  },
});
