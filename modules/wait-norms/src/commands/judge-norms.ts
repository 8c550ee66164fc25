import { normBrokenSince, normsNow } from '@otklik/access';
import { defineCommand } from '@otklik/kernel';
import { onlyJudge } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { regionIn } from '../store/breaches.ts';
import { tellResponsible } from '../store/tell.ts';
import '../store/tables.ts';

const keyOf = (clinicId: string, specialty: string): string => `${clinicId} ${specialty}`;

/** Opens and closes breaches by the waits as they stand, and tells the responsible of each fact once. */
export const judgeNorms = defineCommand({
  name: 'wait-norms.judge-norms',
  input,
  policy: onlyJudge,
  async handle({ tx }) {
    const region = regionIn(tx);
    const open = await tx.db
      .selectFrom('wait_norm_breaches')
      .select(['clinic_id', 'specialty', 'began_at'])
      .where('region_id', '=', region)
      .where('ended_at', 'is', null)
      .forUpdate()
      .execute();
    const isOpen = new Map(open.map((row) => [keyOf(row.clinic_id, row.specialty), row.began_at]));
    let [opened, closed] = [0, 0];
    for (const { clinicId, specialty, state, normId } of await normsNow(tx)) {
      const began = isOpen.get(keyOf(clinicId, specialty));
      if (state === 'broken' && !began) {
        await tx.db
          .insertInto('wait_norm_breaches')
          .values({
            region_id: region,
            clinic_id: clinicId,
            specialty,
            began_at: await normBrokenSince(tx, clinicId, specialty),
            noticed_at: tx.now,
            norm_id: normId,
          })
          .onConflict((on) => on.doNothing())
          .execute();
        opened += 1;
      }
      if (state === 'kept' && began) {
        await tx.db
          .updateTable('wait_norm_breaches')
          .set({ ended_at: tx.now })
          .where('region_id', '=', region)
          .where('clinic_id', '=', clinicId)
          .where('specialty', '=', specialty)
          .where('ended_at', 'is', null)
          .execute();
        closed += 1;
      }
    }
    return { opened, closed, told: await tellResponsible(tx) };
  },
  audit: ({ output }) => ({ object: 'wait-norms', after: `${output.opened} ${output.closed}` }),
});
