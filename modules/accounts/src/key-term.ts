import { AppError, type Tx } from '@otklik/kernel';
import { instantIn, zoneOfRegion } from '@otklik/registry';

const LAST_DAY = '9999-12-30';

/**
 * The end of a key's last day in the region's own time; null for one that holds for good.
 * @throws AppError date-unfit for a day that is over
 */
export async function keyValidTo(tx: Tx, until: string | undefined): Promise<Date | null> {
  if (until === undefined) return null;
  // Beyond it a date has no place in a timestamp of four digits.
  if (until < '1900' || until > LAST_DAY) throw new AppError('date-unfit');
  const next = new Date(Date.parse(`${until}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const end = instantIn(await zoneOfRegion(tx), `${next}T00:00`);
  if (end <= tx.now) throw new AppError('date-unfit');
  return end;
}
