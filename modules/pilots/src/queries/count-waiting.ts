import { defineQuery } from '@otklik/kernel';
import '@otklik/survey-answers';
import { onlyCloser } from '../policy.ts';
import { countWaiting as input } from '../schema.ts';
import { regionIn } from '../store/tables.ts';

/** How many answers about these places wait for their batch: the role of the answers counts them, and that is all. */
export const countWaiting = defineQuery({
  name: 'pilots.count-waiting',
  input,
  store: 'answers',
  policy: onlyCloser,
  async handle({ tx, input: { places } }) {
    if (places.length === 0) return { waiting: 0 };
    const { n } = await tx.db
      .selectFrom('waiting_answers')
      .select((all) => all.fn.countAll<number>().as('n'))
      .where('region_id', '=', regionIn(tx))
      .where('place_id', 'in', places)
      .executeTakeFirstOrThrow();
    return { waiting: n };
  },
});
