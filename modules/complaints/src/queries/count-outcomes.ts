import { defineQuery } from '@otklik/kernel';
import { clinicByCode, disclosureOf } from '@otklik/registry';
import { z } from 'zod';
import { clinicSigns, outcomeCounts, retractedCount } from '../store/counts.ts';

/** How published complaints stand: confirmed, disputed, silent and the rest, each apart. */
export const countOutcomes = defineQuery({
  name: 'complaints.count-outcomes',
  input: z.strictObject({ clinic: z.string().max(62).optional() }),
  policy: () => undefined,
  async handle({ tx, input: { clinic } }) {
    const found = clinic ? await clinicByCode(tx, clinic) : null;
    const counts = await outcomeCounts(tx, found?.id);
    return {
      total: counts.reduce((sum, count) => sum + count.total, 0),
      /** Taken back within the first minutes: nothing of them was left to show. */
      retracted: await retractedCount(tx, found?.id),
      /** Of one clinic: withdrawals after publication and answers heaped on the last day. */
      signs: found && (await clinicSigns(tx, found.id, counts, await disclosureOf(tx))),
      states: counts.map(({ state, total, late }) => ({ state, total, late })),
    };
  },
});
