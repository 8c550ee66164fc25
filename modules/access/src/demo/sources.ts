import type { Tx } from '@otklik/kernel';
import { regionId } from '../store/sources.ts';

/** The two booking systems of a simulated town. */
export const SIMULATED_sources = {
  'demo-city': 'Городская запись (модель)',
  'demo-branches': 'Запись филиалов (модель)',
} as const;

/** Whether this region has simulated waits already. */
export async function holdsSimulated(tx: Tx): Promise<boolean> {
  const known = await tx.db
    .selectFrom('access_sources')
    .select('id')
    .where('region_id', '=', regionId(tx))
    .where('code', 'in', Object.keys(SIMULATED_sources))
    .execute();
  return known.length > 0;
}
