import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { mayEditLanes } from '../policy.ts';
import { saveRule as input } from '../schema-representation.ts';
import { putRule } from '../store/representation.ts';

/** Who may file for whom, from a day on; what was filed before keeps the rule it was judged by. */
export const saveRepresentationRule = defineCommand({
  name: 'complaints.save-representation-rule',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: ({ actor }: Context<z.output<typeof input>>) => mayEditLanes({ actor }),
  async handle({ tx, actor, input: rule }) {
    if (rule.validFrom < (await todayOf(tx)))
      throw new AppError('invalid-input', {
        issues: [{ path: 'validFrom', code: 'custom', message: 'in-the-past' }],
      });
    await putRule(tx, rule, principalOf(actor));
    return { code: rule.code, validFrom: rule.validFrom };
  },
  audit: ({ output }) => ({
    object: 'representation-rule',
    after: `${output.code} ${output.validFrom}`,
  }),
});
