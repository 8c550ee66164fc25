import { AppError, defineCommand, principalOf } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { factsOn, overNorm, type Fact } from '../model/nok-facts.ts';
import { checkedPlace } from '../policy.ts';
import { putNokFacts as input } from '../schema.ts';
import { factsAt, putFacts } from '../store/nok-facts.ts';

/**
 * Somebody independent of a place types in what a check found there, with its day and source. What is left out stays
 * as it was; the same fact of the same day is corrected.
 *
 * @throws AppError forbidden, not-found; date-unfit for a check to come; invalid-input where more was found than
 * there is to find
 */
export const putNokFacts = defineCommand({
  name: 'survey-results.put-nok-facts',
  input,
  policy: checkedPlace,
  async handle({ tx, actor, subject: place, input: { checkedOn, source, facts } }) {
    const today = await todayOf(tx);
    if (checkedOn > today) throw new AppError('date-unfit', { reason: 'in-future' });
    const found = Object.entries(facts) as (readonly [Fact, number])[];
    const before = (await factsAt(tx, [place.id])).get(place.id) ?? [];
    const after = factsOn(
      [...before, ...found.map(([fact, value]) => ({ fact, value, checkedOn, source }))],
      today,
    );
    const over = overNorm({
      ...Object.fromEntries([...after.living].map(([fact, one]) => [fact, one.value])),
      ...facts,
    });
    if (over.length > 0)
      throw new AppError('invalid-input', {
        issues: over.map((fact) => ({
          path: `facts.${fact}`,
          code: 'custom',
          message: 'over-norm',
        })),
      });
    await putFacts(tx, {
      placeId: place.id,
      checkedOn,
      source,
      enteredBy: principalOf(actor),
      today,
      facts: found,
    });
    return { place: place.code, checkedOn, facts: found.length };
  },
  audit: ({ subject: place, input: { checkedOn, facts } }) => ({
    object: `place:${place.code}`,
    after: [checkedOn, ...Object.entries(facts).map(([fact, value]) => `${fact}=${value}`)].join(),
  }),
});
