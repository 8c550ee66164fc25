import { regionId } from '@otklik/cases';
import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import { dayIn, zoneOfRegion } from '@otklik/registry';
import type { z } from 'zod';
import { mayEditTerm } from '../policy.ts';
import { saveTerm as input } from '../schema.ts';
import '../store/tables.ts';

/** Within how many working days an explanation is expected, from a day on; who was told before keeps their term. */
export const saveTerm = defineCommand({
  name: 'named-staff.save-term',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: ({ actor }: Context<z.output<typeof input>>) => mayEditTerm({ actor }),
  async handle({ tx, actor, input: { days, validFrom } }) {
    const today = dayIn(await zoneOfRegion(tx), tx.now);
    const from = validFrom ?? today;
    if (from < today)
      throw new AppError('invalid-input', {
        issues: [{ path: 'validFrom', code: 'custom', message: 'in-the-past' }],
      });
    const columns = {
      explanation_working_days: days,
      changed_by: principalOf(actor),
      changed_at: tx.now,
    };
    await tx.db
      .insertInto('named_terms')
      .values({ region_id: regionId(tx), valid_from: from, valid_to: null, ...columns })
      .onConflict((conflict) => conflict.columns(['region_id', 'valid_from']).doUpdateSet(columns))
      .execute();
    return { days, validFrom: from };
  },
  audit: ({ output }) => ({
    object: 'explanation-term',
    after: `${output.days} from ${output.validFrom}`,
  }),
});
