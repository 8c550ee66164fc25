import { defineQuery } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
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
    // A pilot's place that the registry does not know has no systemic cases.
    const clinics = await clinicsByIds(tx, [...new Set(found.map(({ clinicId }) => clinicId))]);
    return found
      .filter(({ ref, clinicId }) => !known.has(ref) && clinics.has(clinicId))
      .map(({ ref, clinicId }) => ({ ref, clinicId }));
  },
});
