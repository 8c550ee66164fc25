import { regionId } from '@otklik/cases';
import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import type { z } from 'zod';
import { mayEditRules } from '../policy.ts';
import { saveRules as input } from '../schema.ts';
import '../store/tables.ts';

/** How many decisions are judged again, and into which shifts the day falls, from a day on; days before stay. */
export const saveRules = defineCommand({
  name: 'moderation-watch.save-rules',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: ({ actor }: Context<z.output<typeof input>>) => mayEditRules({ actor }),
  async handle({ tx, actor, input: rules }) {
    const today = dayIn(await zoneOfRegion(tx), tx.now);
    const validFrom = rules.validFrom ?? today;
    if (validFrom < today)
      throw new AppError('invalid-input', {
        issues: [{ path: 'validFrom', code: 'custom', message: 'in-the-past' }],
      });
    const columns = {
      share_percent: rules.sharePercent,
      refusals_twice: rules.refusalsTwice,
      shifts: JSON.stringify(rules.shifts),
      sample_days_max: rules.sampleDaysMax,
      changed_by: principalOf(actor),
      changed_at: tx.now,
    };
    await tx.db
      .insertInto('moderation_watch_rules')
      .values({ region_id: regionId(tx), valid_from: validFrom, ...columns })
      .onConflict((conflict) => conflict.columns(['region_id', 'valid_from']).doUpdateSet(columns))
      .execute();
    return { validFrom };
  },
  audit: ({ input: { sharePercent }, output }) => ({
    object: 'moderation-watch-rules',
    after: `${sharePercent} % from ${output.validFrom}`,
  }),
});
