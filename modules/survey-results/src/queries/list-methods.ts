import { defineQuery } from '@otklik/kernel';
import { disclosureOf, todayOf } from '@otklik/registry';
import { METHODS } from '@otklik/scoring';
import methods from '../../data/methods.json' with { type: 'json' };
import { everybody } from '../policy.ts';
import { weightsOn } from '../model/weights.ts';
import { nothing as input } from '../schema.ts';
import { weightTables } from '../store/weights.ts';

const SECTORS = ['health', 'social', 'education', 'culture'];

/** The methods that figures are made by: versions as the program has them, dates and sources as they are kept. */
export const listMethods = defineQuery({
  name: 'survey-results.list-methods',
  input,
  policy: everybody,
  async handle({ tx }) {
    const { survey_results_min: min } = await disclosureOf(tx);
    const [tables, today] = [await weightTables(tx), await todayOf(tx)];
    return {
      min,
      methods: methods.methods.map(({ name, valid_from: validFrom, source }) => ({
        name,
        version: METHODS.get(name)?.version ?? '',
        validFrom,
        source,
      })),
      weights: SECTORS.flatMap((sector) => {
        const table = weightsOn(tables, sector, today);
        if (!table) return [];
        const { isVerified, validFrom, validTo, source, isOwn } = table;
        const weights = Object.entries(table.weights).map(([indicator, weight]) => ({
          indicator,
          weight,
        }));
        return [{ sector, isVerified, isOwn, validFrom, validTo, source, weights }];
      }),
    };
  },
});
