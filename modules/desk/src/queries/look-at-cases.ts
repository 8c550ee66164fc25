import { queueCases, regionId } from '@otklik/cases';
import { AppError, defineQuery } from '@otklik/kernel';
import { labelsOf } from '../colleagues.ts';
import { sideOf, worker } from '../policy.ts';
import { lookAtCases as input } from '../schema.ts';
import { holdersByNumber } from '../store/assignments.ts';

/**
 * Cases that were chosen for one step together, as they stand now, in the order asked; those that the reader
 * does not work with are left out, as if there were none.
 */
export const lookAtCases = defineQuery({
  name: 'desk.look-at-cases',
  input,
  policy: worker,
  async handle({ tx, actor, subject: personId, input: { numbers } }) {
    const rows = await tx.db
      .selectFrom('cases')
      .selectAll()
      .where('region_id', '=', regionId(tx))
      .where('number', 'in', numbers)
      .execute();
    const mine = rows.filter((row) => sideOf(actor, row) !== null);
    if (mine.length === 0) throw new AppError('not-found', { kind: 'case' });
    const sides = new Map(mine.map((row) => [row.number, sideOf(actor, row)!]));
    const holders = new Map([
      ...(await holdersByNumber(tx, 'region', numbersOn(sides, 'region'))),
      ...(await holdersByNumber(tx, 'clinic', numbersOn(sides, 'clinic'))),
    ]);
    const labels = await labelsOf(tx, holders.values());
    const shown = await queueCases(tx, mine);
    const found = new Map(shown.map((one) => [one.number, one]));
    return numbers.flatMap((number) => {
      const one = found.get(number);
      if (!one) return [];
      const holder = holders.get(number);
      return [
        {
          ...one,
          side: sides.get(number)!,
          holder: holder
            ? { id: holder, by: labels.get(holder) ?? null, oneself: holder === personId }
            : null,
        },
      ];
    });
  },
});

const numbersOn = (sides: ReadonlyMap<string, string>, side: string): string[] =>
  [...sides].filter(([, one]) => one === side).map(([number]) => number);
