import { AppError, type Tx } from '@otklik/kernel';
import { regionIdOf } from './records/places.ts';
import './store/tables.ts';

/** The zone in which the region's own days begin and end. @throws AppError internal: no region is without a row */
export async function zoneOfRegion(tx: Tx): Promise<string> {
  const row = await tx.db
    .selectFrom('regions')
    .select('time_zone')
    .where('code', '=', regionIdOf(tx))
    .executeTakeFirst();
  if (!row) throw new AppError('internal', { reason: 'no-region' });
  return row.time_zone;
}

/** `YYYY-MM-DD` of an instant in a zone. */
export const dayIn = (zone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);

/** Today where the region is. */
export const todayOf = async (tx: Tx): Promise<string> => dayIn(await zoneOfRegion(tx), tx.now);

/** The instant at which a clock in the zone shows this local time (`YYYY-MM-DDTHH:mm`). */
export function instantIn(zone: string, local: string): Date {
  const wanted = Date.parse(`${local}:00Z`);
  const shown = (at: number): number =>
    Date.parse(
      `${new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      })
        .format(at)
        .replace(' ', 'T')}Z`,
    );
  // Twice, for days on which the zone's offset changes.
  const first = wanted - (shown(wanted) - wanted);
  return new Date(first - (shown(first) - wanted));
}
