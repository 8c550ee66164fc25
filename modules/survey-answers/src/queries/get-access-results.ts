import { defineQuery } from '@otklik/kernel';
import { resultsOf } from '../results.ts';
import { accessResults as input } from '../schema.ts';

/**
 * Whether attached people without a visit could get in, over the whole region, each way of asking apart. By the rules
 * of every other figure, and never added to answers after a visit.
 */
export const getAccessResults = defineQuery({
  name: 'survey-answers.get-access-results',
  input,
  policy: () => undefined,
  handle: async ({ tx, input: { sector, locale } }) =>
    resultsOf(
      tx,
      { scope: `sector:${sector}`, asked: { kind: 'access', sector, audience: 'adult' } },
      locale,
    ),
});
