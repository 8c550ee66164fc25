import { defineQuery } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { METHODS, NOK_WEIGHTS_2018 } from '@otklik/scoring';
import methods from '../../data/methods.json' with { type: 'json' };
import { everybody } from '../policy.ts';
import { nothing as input } from '../schema.ts';

/** The methods that figures are made by: versions as the program has them, dates and sources as they are kept. */
export const listMethods = defineQuery({
  name: 'survey-results.list-methods',
  input,
  policy: everybody,
  async handle({ tx }) {
    const { survey_results_min: min } = await disclosureOf(tx);
    return {
      min,
      methods: methods.methods.map(({ name, valid_from: validFrom, source }) => ({
        name,
        version: METHODS.get(name)?.version ?? '',
        validFrom,
        source,
      })),
      weights: Object.entries(NOK_WEIGHTS_2018).map(([sector, weights]) => ({
        sector,
        isVerified: false,
        weights: Object.entries(weights).map(([indicator, weight]) => ({ indicator, weight })),
      })),
    };
  },
});
