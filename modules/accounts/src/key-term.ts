import { AppError, type Tx } from '@otklik/kernel';
import { instantIn, zoneOfRegion } from '@otklik/registry';

/**
 * The end of a key's last day in the region's own time; null for one that holds for good.
 * @throws AppError date-unfit for a day that is over
 */
export async function keyValidTo(tx: Tx, until: string | undefined): Promise<Date | null> {
  if (until === undefined) return null;
  const next = new Date(Date.parse(`${until}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const end = instantIn(await zoneOfRegion(tx), `${next}T00:00`);
  if (end <= tx.now) throw new AppError('date-unfit');
  return end;
}
