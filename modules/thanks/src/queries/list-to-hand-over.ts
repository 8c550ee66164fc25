import { staffGrants } from '@otklik/cases';
import { AppError, defineQuery, grantsOf, type Actor } from '@otklik/kernel';
import { reachedAs } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { thanksIn } from '../store/thanks.ts';
import { headView, publicThanks } from '../view.ts';

const LOOKED_MAX = 500;
const ROWS_MAX = 50;

function aHead({ actor }: { readonly actor: Actor }): void {
  staffGrants(actor);
  if (!grantsOf(actor).some(({ role }) => role === 'head')) throw new AppError('forbidden');
}

/** Published thanks of the clinics one heads, the newest first, at most 50: with the words, for handing over. */
export const listToHandOver = defineQuery({
  name: 'thanks.list-to-hand-over',
  input,
  policy: aHead,
  async handle({ tx, actor }) {
    const clinics = grantsOf(actor).flatMap(({ role, reach }) =>
      role === 'head' && reach.kind !== 'region' ? [reach.id] : [],
    );
    const found = await thanksIn(tx)
      .where('published_at', 'is not', null)
      .where('text_public', 'is not', null)
      .$if(clinics.length > 0, (q) =>
        q.where((eb) =>
          eb.or([
            eb(eb.cast<string>('clinic_id', 'text'), 'in', clinics),
            eb('organisation_id', 'in', clinics),
            eb('district_id', 'in', clinics),
            eb('okrug_id', 'in', clinics),
          ]),
        ),
      )
      .orderBy('published_at', 'desc')
      .orderBy('id', 'desc')
      .limit(LOOKED_MAX)
      .execute();
    const rows = found.filter((row) => reachedAs(actor, 'head', row)).slice(0, ROWS_MAX);
    const thanks = [];
    for (const row of rows)
      thanks.push({ ...(await publicThanks(tx, row)), ...(await headView(tx, row)) });
    return thanks;
  },
  audit: () => ({ object: 'thanks' }),
});
