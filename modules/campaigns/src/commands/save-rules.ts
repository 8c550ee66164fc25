import { regionId } from '@otklik/cases';
import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { mayEditRules } from '../policy.ts';
import { saveRules as input } from '../schema.ts';
import '../store/tables.ts';

/** From how many on filings are shown as one, from a day on. */
export const saveRules = defineCommand({
  name: 'campaigns.save-rules',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: ({ actor }: Context<z.output<typeof input>>) => mayEditRules({ actor }),
  async handle({ tx, actor, input: rules }) {
    const today = await todayOf(tx);
    const validFrom = rules.validFrom ?? today;
    if (validFrom < today)
      throw new AppError('invalid-input', {
        issues: [{ path: 'validFrom', code: 'custom', message: 'in-the-past' }],
      });
    const columns = {
      copies_min: rules.copiesMin,
      likeness_percent: rules.likenessPercent,
      window_days: rules.windowDays,
      flood_min: rules.floodMin,
      changed_by: principalOf(actor),
      changed_at: tx.now,
    };
    await tx.db
      .insertInto('campaign_rules')
      .values({ region_id: regionId(tx), valid_from: validFrom, ...columns })
      .onConflict((conflict) => conflict.columns(['region_id', 'valid_from']).doUpdateSet(columns))
      .execute();
    return { validFrom };
  },
  audit: ({ input: { copiesMin, floodMin }, output }) => ({
    object: 'campaign-rules',
    after: `${copiesMin} copies, ${floodMin} an hour from ${output.validFrom}`,
  }),
});
