import { AppError, defineCommand, principalOf } from '@otklik/kernel';
import { weightFaults } from '../model/weights.ts';
import { keepsWeights } from '../policy.ts';
import { putWeights as input } from '../schema.ts';
import { putWeightTable } from '../store/weights.ts';

/**
 * A region's own weights of the assessment in one sector, from a day on.
 * @throws AppError forbidden; invalid-input with the criteria whose weights do not add up to one
 */
export const putWeights = defineCommand({
  name: 'survey-results.put-weights',
  input,
  policy: keepsWeights,
  async handle({ tx, actor, input: { sector, validFrom, validTo, source, isVerified, weights } }) {
    const faults = weightFaults(weights, sector);
    if (faults.length > 0)
      throw new AppError('invalid-input', {
        issues: faults.map((of) => ({ path: 'weights', code: 'custom', message: of })),
      });
    const table = { sector, validFrom, validTo: validTo ?? null, source, isVerified, weights };
    await putWeightTable(tx, table, principalOf(actor));
    return { sector, validFrom };
  },
  audit: ({ input: { sector, validFrom, weights } }) => ({
    object: `weights:${sector}`,
    after: [validFrom, ...Object.entries(weights).map(([name, one]) => `${name}=${one}`)].join(),
  }),
});
