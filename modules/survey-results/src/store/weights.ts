import type { Tx } from '@otklik/kernel';
import { NOK, SHIPPED, type WeightTable } from '../model/weights.ts';
import { regionIn } from './tables.ts';

/** All tables of weights that a region knows: its own rows, and those of the program. */
export async function weightTables(tx: Tx): Promise<WeightTable[]> {
  const rows = await tx.db
    .selectFrom('method_weights')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('method', '=', NOK)
    .orderBy('indicator')
    .execute();
  const tables = Map.groupBy(rows, ({ sector, valid_from }) => `${sector}|${valid_from}`);
  const own = [...tables.values()].map((of): WeightTable => {
    const first = of[0]!;
    return {
      sector: first.sector,
      validFrom: first.valid_from,
      validTo: first.valid_to,
      source: first.source,
      isVerified: first.is_verified,
      isOwn: true,
      weights: Object.fromEntries(of.map(({ indicator, weight }) => [indicator, weight])),
    };
  });
  return [...own, ...SHIPPED];
}

/** Writes a region's own table; that of the same sector and day is corrected. */
export async function putWeightTable(
  tx: Tx,
  table: Omit<WeightTable, 'isOwn'>,
  enteredBy: string,
): Promise<void> {
  const { sector, validFrom, validTo, source, isVerified, weights } = table;
  await tx.db
    .insertInto('method_weights')
    .values(
      Object.entries(weights).map(([indicator, weight]) => ({
        region_id: regionIn(tx),
        method: NOK,
        sector,
        indicator,
        valid_from: validFrom,
        valid_to: validTo,
        weight,
        source,
        is_verified: isVerified,
        entered_by: enteredBy,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['region_id', 'method', 'sector', 'indicator', 'valid_from'])
        .doUpdateSet((set) => ({
          valid_to: set.ref('excluded.valid_to'),
          weight: set.ref('excluded.weight'),
          source: set.ref('excluded.source'),
          is_verified: set.ref('excluded.is_verified'),
          entered_by: set.ref('excluded.entered_by'),
        })),
    )
    .execute();
}
